using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

public class FederationTests : ShellTest
{
    [Fact]
    public void A_federation_runs_when_it_is_written()
    {
        var federation = Shell.Get<FederationInfo>("New-Federation prod").Single();
        Assert.Equal(("prod", "Running"), (federation.Name, federation.Status));
        Assert.True(File.Exists(federation.Kubeconfig));
    }

    [Fact]
    public async Task Members_are_counted_with_those_that_are_ready()
    {
        Shell.Run("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        await Home.AddMemberAsync("eu", "europe-west1", ready: false);
        var federation = Shell.Get<FederationInfo>("Get-Federation").Single();
        Assert.Equal(["eu", "us"], federation.Members);
        Assert.Equal(1, federation.ReadyMembers);
        var members = Shell.Get<FederationMember>("Get-FederationMember");
        Assert.Equal([("eu", "NotReady", "cluster is not reachable"), ("us", "Ready", null)], members.Select(m => (m.Name, m.Status, m.Reason)));
        Assert.Equal(["us"], Shell.Get<FederationMember>("Get-FederationMember u* -Federation prod").Select(m => m.Name));
        Assert.Equal(2, Shell.Get<FederationMember>("Get-Federation | Get-FederationMember").Count);
    }

    [Theory]
    [InlineData("New-Federation prod", "FederationExists", "a federation 'prod' already")]
    [InlineData("New-Federation 'Prod Two'", "Invalid", "Prod Two")]
    [InlineData("Get-Federation prdo", "FederationNotFound", "Did you mean 'prod'?")]
    [InlineData("Remove-Federation staging", "FederationNotFound", "no federation 'staging'")]
    [InlineData("Get-FederationMember -Federation prdo", "FederationNotFound", "Did you mean 'prod'?")]
    [InlineData("Get-FederationMember us-west1", "MemberNotFound", "'us-west1' is no member of federation 'prod'")]
    [InlineData("Remove-FederationMember us-west1", "MemberNotFound", "'us-west1' is no member of federation 'prod'")]
    [InlineData("Join-Federation us-west1", "ClusterNotFound", "no cluster 'us-west1'")]
    [InlineData("Join-Federation us-west1 -Federation stage", "FederationNotFound", "no federation 'stage'")]
    [InlineData("Get-FederatedDeployment -Federation stage", "FederationNotFound", "no federation 'stage'")]
    public void Bad_input_is_one_clear_error(string command, string id, string message)
    {
        Shell.Run("New-Federation prod");
        AssertError(Shell.Error(command), id, message);
        Assert.Equal(["prod"], Shell.Get<FederationInfo>("Get-Federation").Select(f => f.Name));
    }

    [Fact]
    public void Without_a_name_there_must_be_exactly_one_federation()
    {
        AssertError(Shell.Error("Get-FederationMember"), "NoFederation", "no federation yet");
        Shell.Get<FederationInfo>("'a', 'b' | New-Federation");
        AssertError(Shell.Error("Get-FederationMember"), "FederationAmbiguous", "a, b");
        Assert.Empty(Shell.Get<FederationMember>("Get-FederationMember -Federation A"));
    }

    [Fact]
    public void Removing_ends_when_the_federation_is_gone_and_the_clusters_stay()
    {
        Shell.Get<GeoCluster>("New-GeoCluster us-west1");
        Shell.Run("New-Federation prod; Remove-Federation prod");
        Assert.Empty(Shell.Get<FederationInfo>("Get-Federation"));
        Assert.Single(Shell.Get<GeoCluster>("Get-GeoCluster"));
    }
}
