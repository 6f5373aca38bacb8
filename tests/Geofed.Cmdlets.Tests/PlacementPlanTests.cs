using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

/// <summary>Joint plans, on the real control plane.</summary>
public class PlacementPlanTests : ShellTest
{
    [Fact]
    public void What_is_well_placed_stays_also_with_Apply()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>("'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 1 | Join-Federation");
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Replicas 4 | Wait-FederatedDeployment -TimeoutSec 60");
        Assert.Empty(Shell.Get<PlacementMove>("Optimize-FederatedPlacement -Apply"));
        Assert.Equal("us-west1 2/2", Shell.Get<FederatedDeployment>("Get-FederatedDeployment serve").Single().Clusters.Single(c => c.Cluster == "us-west1").ToString());
    }

    [Fact]
    public async Task Members_that_cannot_be_asked_are_warned_of()
    {
        Shell.Run("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        var result = Shell.Run("Optimize-FederatedPlacement");
        Assert.Equal("us of federation 'prod' could not be asked what is free there, and is left as it is.", Assert.Single(result.Warnings));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_plan_reads_as_a_table_under_what_it_is_good_for()
    {
        var lines = Shell.Show("[Geofed.Federation.PlacementMove]::new('train', 'default', 'Job', 'prod', 2, $null, 'us-west1') | ForEach-Object { $_ }");
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "Kind +Name +Replicas +From +To +Applied +Reason"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "Job +train +2 +waiting +us-west1 +False"));
    }
}
