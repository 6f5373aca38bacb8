using Geofed.Cmdlets.Formatting;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Model;

namespace Geofed.Cmdlets.Tests;

public class ViewTests : ShellTest
{
    [Fact]
    public async Task Tables_show_what_a_person_wants_to_see()
    {
        var clusters = Shell.Show("New-GeoCluster us-west1 us -Accelerator nvidia-l4 -GpuNodeCount 2");
        Assert.Matches(@"Name +Region +Status +Version +Nodes +GPUs +Age", clusters[0]);
        Assert.Matches(@"us +us-west1 +Running \(Simulated\) +5 +2 x nvidia-l4 +\d+s", clusters[2]);
        Shell.Run("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        Assert.Matches(@"prod +Running +1/1 +us +\d+s", Shell.Show("Get-Federation")[2]);
        Assert.Matches(@"us +us-west1 +Ready +v1.34.0 +0/0", Shell.Show("Get-FederationMember")[2]);
        Shell.Run("Publish-FederatedDeployment serve -Image vllm:1 -Replicas 2");
        await Home.PlaceAsync("serve", ready: true, ("us", 2));
        Assert.Matches(@"serve +2/2 +Ready +us 2/2 +vllm:1 +\d+s", Shell.Show("Get-FederatedDeployment")[2]);
        Assert.Matches(@"us +2/2 +2 +2 +Ready", Shell.Show("(Get-FederatedDeployment serve).Clusters")[2]);
        Assert.Matches(@"us-west1 +The Dalles +Oregon, USA +45.59 +-121.18 +3", Shell.Show("Get-GeoRegion us-west1")[2]);
    }

    [Theory]
    [InlineData(5, "5s")]
    [InlineData(119, "119s")]
    [InlineData(192, "3m12s")]
    [InlineData(600, "10m")]
    [InlineData(10800, "3h")]
    [InlineData(12000, "3h20m")]
    [InlineData(172800, "2d")]
    [InlineData(176400, "2d1h")]
    [InlineData(864000, "10d")]
    public void Ages_read_as_kubectl_writes_them(int seconds, string text) => Assert.Equal(text, _Format.Age(TimeProvider.System.GetUtcNow().AddSeconds(-seconds)));

    [Theory]
    [InlineData("1500m", "24", "1.5/24")]
    [InlineData("512Mi", "96Gi", "512Mi/96Gi")]
    [InlineData("0", "0", "")]
    public void Capacities_read_in_units_that_people_use(string used, string all, string text) =>
        Assert.Equal(text, _Format.Capacity(new(Quantity.Parse(all), Quantity.Parse(used))));
}
