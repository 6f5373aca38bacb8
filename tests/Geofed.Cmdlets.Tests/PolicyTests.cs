using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>Policies that people write for themselves, as Karmada reads them.</summary>
public class PolicyTests : ShellTest
{
    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        await Home.AddMemberAsync("eu", "europe-west1");
    }

    [Fact]
    public async Task A_placement_becomes_a_policy_and_is_read_back_in_words()
    {
        await FederateAsync();
        var placement = Shell.Get<FederatedPlacement>("New-FederatedPlacement gold -Kind Deployment, configmaps -Label @{ tier = 'gold' } -Weight @{ us = 2; eu = 1 } -Toleration gpu:NoSchedule -Priority 5 -MaxReplicas @{ '*' = 20 }").Single();
        Assert.Equal(["Deployment/* (tier=gold)", "ConfigMap/* (tier=gold)"], placement.Selects);
        Assert.Equal("eu, us; replicas divided eu 1 : us 2", placement.Placement);
        Assert.False(placement.OfWorkload);
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "gold"), default);
        Assert.Equal("""{"*":{"max":20}}""", policy.Annotation(GeofedMarks.ReplicaBounds));
        Assert.Equal("Exists", policy.Objects("spec", "placement", "clusterTolerations").First().Str("operator"));
        Assert.Equal(5, policy.Int("spec", "priority"));
        Shell.Get<FederatedPlacement>("New-FederatedPlacement everything -Kind ClusterRole -AllNamespaces -Region us-west1");
        Assert.Equal(["everything", "gold"], Shell.Get<FederatedPlacement>("Get-FederatedPlacement").Select(p => p.Name));
        Assert.Equal("region in (us-west1); replicas divided equally", Shell.Get<FederatedPlacement>("Get-FederatedPlacement every*").Single().Placement);
        Assert.Empty(Shell.Get<object>("Get-FederatedPlacement | Remove-FederatedPlacement"));
        Assert.Empty(Shell.Get<FederatedPlacement>("Get-FederatedPlacement -Namespace *"));
    }

    [Fact]
    public async Task An_override_becomes_a_policy_and_is_read_back_in_words()
    {
        await FederateAsync();
        var rule = Shell.Get<FederatedOverride>(
            "New-FederatedOverride canary -Kind Deployment -ResourceName serve -Cluster us -ImageTag 1.5 -SetLabel @{ a = 1; b = $null } -Patch @{ '/spec/paused' = $true; '/spec/template/spec/containers/0' = @{ name = 'x' }; '/spec/strategy' = $null }").Single();
        Assert.Equal("us: image tag 1.5, add labels a, remove labels b, add /spec/paused, remove /spec/strategy, replace /spec/template/spec/containers/0", rule.Rules.Single());
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.OverridePolicies, "default", "canary"), default);
        Assert.Equal(true, policy.Objects("spec", "overrideRules").Single().Objects("overriders", "plaintext").First().Bool("value"));
        Assert.Matches(@"canary +default +Deployment/serve +us: image tag 1.5", Shell.Show("Get-FederatedOverride")[2]);
        Assert.Empty(Shell.Get<object>("Remove-FederatedOverride canary"));
        Assert.Empty(Shell.Get<FederatedOverride>("Get-FederatedOverride"));
    }

    [Theory]
    [InlineData("New-FederatedPlacement a -Kind Deploymnt", "UnknownKind", "Did you mean 'Deployment'?")]
    [InlineData("New-FederatedPlacement a -Kind Deployment -Cluster uss", "MemberNotFound", "Did you mean 'us'?")]
    [InlineData("New-FederatedPlacement a -Kind Deployment -Toleration gpu", "InvalidInput", "'gpu' is not a taint")]
    [InlineData("New-FederatedPlacement A -Kind Deployment", "Invalid", "RFC 1123")]
    [InlineData("New-FederatedPlacement there -Kind Deployment", "PolicyExists", "a placement 'there' already")]
    [InlineData("New-FederatedOverride a -Kind Deployment", "NothingToOverride", "'a' changes nothing")]
    [InlineData("New-FederatedOverride a -Kind Deployment -Patch @{ spec = 1 }", "InvalidInput", "'spec' is no path")]
    [InlineData("Remove-FederatedPlacement ther", "PolicyNotFound", "Did you mean 'there'?")]
    [InlineData("Get-FederatedOverride there", "PolicyNotFound", "no override 'there' in namespace 'default'")]
    public async Task Bad_input_is_one_clear_error_and_changes_nothing(string command, string id, string message)
    {
        await FederateAsync();
        Shell.Get<FederatedPlacement>("New-FederatedPlacement there -Kind Deployment");
        AssertError(Shell.Error(command), id, message);
        Assert.Single(Shell.Get<FederatedPlacement>("Get-FederatedPlacement -Namespace *"));
        Assert.Empty(Shell.Get<FederatedOverride>("Get-FederatedOverride -Namespace *"));
    }
}
