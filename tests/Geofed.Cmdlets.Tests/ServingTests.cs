using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>Deployments that say where their users are, on the real control plane; the nodes of the members are written by the test.</summary>
public class ServingTests : ShellTest
{
    private const string Users = "-Users @{ europe = 60; 'North America' = 40 }";

    private async Task FederateAsync()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        await JoinAsync(("us-east4", 8), ("europe-west1", 8), ("asia-east1", 4));
    }

    private async Task JoinAsync(params (string Region, int Cpus)[] members)
    {
        Shell.Get<FederationMember>($"{string.Join(", ", members.Select(m => $"'{m.Region}'"))} | New-GeoCluster -NodeCount 1 | Join-Federation");
        foreach (var (cluster, cpus) in members)
        {
            var api = Home.OpenMember(new($"https://127.0.0.1:1/clusters/{cluster}"), "", null);
            var nodes = new ResourceCollection(new("", "v1", "nodes"));
            await api.CreateAsync(nodes, JsonNode.Parse("""{ "apiVersion": "v1", "kind": "Node", "metadata": { "name": "big" } }""")!.AsObject(), new(), default);
            await api.PatchAsync(nodes.Named("big"), PatchKind.Merge, JsonNode.Parse("""{ "spec": { "taints": null } }""")!.AsObject(), new(), default);
            await api.PatchAsync(nodes.Named("big", "status"), PatchKind.Merge,
                JsonNode.Parse($$"""{ "status": { "allocatable": { "cpu": "{{cpus}}", "memory": "64Gi", "pods": "110" } } }""")!.AsObject(), new(), default);
        }
    }

    private string Forecast(string parameters) =>
        string.Join(' ', Shell.Get<ClusterForecast>($"Test-FederatedPlacement -Cpu 1 {parameters}").Where(f => f.Replicas > 0).OrderBy(f => f.Cluster).Select(f => $"{f.Cluster}={f.Replicas}"));

    [Fact]
    public async Task Replicas_are_divided_by_users_and_room_into_static_weights_and_the_policy_says_what_was_wanted()
    {
        await FederateAsync();
        Assert.Equal("europe-west1=6 us-east4=4", Forecast($"-Replicas 10 {Users}"));
        Assert.Equal("asia-east1=2 europe-west1=5 us-east4=5", Forecast($"-Replicas 12 {Users} -MaxReplicasPerCluster 5"));
        Assert.Equal("asia-east1=2 us-east4=8", Forecast($"-Replicas 10 {Users} -Without europe-west1"));
        Assert.Equal("asia-east1=1 europe-west1=6 us-east4=3", Forecast($"-Replicas 10 {Users} -MinRegions 3"));
        Assert.Equal("europe-west1=8 us-east4=2", Forecast("-Replicas 10 -Concentrate EUROPE-west4"));
        Shell.Get<FederatedDeployment>($"Publish-FederatedDeployment serve -Image x -Replicas 10 -Cpu 1 {Users} -MinReplicasPerRegion 2 -MaxReplicasPerCluster 7");
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "serve"), default);
        Assert.Equal("""{"users":{"Europe":60,"NorthAmerica":40},"minReplicasPerRegion":2,"maxReplicasPerCluster":7}""", policy.Annotation(GeofedMarks.Intent));
        Assert.Equal("""{"*":{"max":7}}""", policy.Annotation(GeofedMarks.ReplicaBounds));
        Assert.Equal([("europe-west1", 6L), ("us-east4", 4L)], policy.Objects("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList").Select(w => (w.Strings("targetCluster", "clusterNames").Single(), w.Int("weight")!.Value)));
        Assert.Null(policy.At("spec", "placement", "clusterAffinity"));
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Replicas 10 -Cpu 1");
        Assert.Null((await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "serve"), default)).Annotation(GeofedMarks.Intent));
    }

    [Fact]
    public async Task What_was_wanted_is_divided_anew_when_a_member_has_joined()
    {
        await FederateAsync();
        async Task<string> Weights() => string.Join(' ', (await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "serve"), default))
            .Objects("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList").Select(w => $"{w.Strings("targetCluster", "clusterNames").Single()}={w.Int("weight")}").Order());
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Replicas 10 -Cpu 1 -Concentrate europe-west4 | Wait-FederatedDeployment -TimeoutSec 60");
        Assert.Equal("europe-west1=8 us-east4=2", await Weights());
        await JoinAsync(("europe-west4", 4));
        Assert.Empty(Shell.Run("Update-FederatedPlacement serve -TimeoutSec 60").Errors);
        Assert.Equal("europe-west1=6 europe-west4=4", await Weights());
    }

    [Theory]
    [InlineData("-Users @{ Asia = 1 } -Weight @{ 'us-east4' = 1 }", "-Users and -Weight")]
    [InlineData("-Users @{ Asia = 1 } -Concentrate us-east4", "-Users and -Concentrate")]
    [InlineData("-Concentrate us-east4 -SpreadBy Region", "-Concentrate and -SpreadBy")]
    [InlineData("-MinRegions 2 -Duplicate", "-MinRegions and -Duplicate")]
    [InlineData("-MaxReplicasPerCluster 2 -Duplicate", "-MaxReplicasPerCluster and -Duplicate")]
    [InlineData("-MinReplicasPerRegion 2", "-MinReplicasPerRegion is for the places of -Users")]
    [InlineData("-Users @{ Asia = 1; Europe = 1 } -MinReplicasPerRegion 3", "-MinReplicasPerRegion 3 for each of the 2 places of -Users")]
    [InlineData("-Users @{ Asia = 1 } -MaxReplicasPerCluster 1", "-MaxReplicasPerCluster 1 lets 3 clusters have 3 replicas, but -Replicas asks for 4")]
    public async Task Parameters_that_contradict_are_refused_by_both_names(string parameters, string both)
    {
        await FederateAsync();
        foreach (var command in new[] { "Publish-FederatedDeployment x -Image x", "Test-FederatedPlacement" })
        {
            var error = Assert.Single(Shell.Run($"{command} -Replicas 4 {parameters}").Errors);
            Assert.StartsWith("ContradictoryParameters,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(both, error.ToString(), StringComparison.Ordinal);
        }
        Assert.Empty(Shell.Get<FederatedDeployment>("Get-FederatedDeployment"));
    }

    [Fact]
    public async Task Unknown_places_and_what_cannot_fit_are_refused_and_what_must_wait_is_a_warning()
    {
        await FederateAsync();
        string Fails(string parameters) => Assert.Single(Shell.Run($"Publish-FederatedDeployment x -Image x -Cpu 1 {parameters}").Errors).ToString();
        Assert.Contains("Did you mean 'Europe'", Fails("-Users @{ Euorpe = 1 }"), StringComparison.Ordinal);
        Assert.Contains("must be a whole number above 0", Fails("-Users @{ Europe = 0 }"), StringComparison.Ordinal);
        Assert.Contains("There is no region", Fails("-Concentrate mars"), StringComparison.Ordinal);
        Assert.Contains("20 of 21 replicas would find room even if nothing else ran", Fails("-Replicas 21 -Users @{ Europe = 1 }"), StringComparison.Ordinal);
        Assert.Contains("the members that may be chosen are in 3", Fails("-Replicas 9 -MinRegions 4"), StringComparison.Ordinal);
        await TakeAsync("europe-west1", cpus: 8);
        var waiting = Shell.Run("Test-FederatedPlacement -Cpu 1 -Replicas 16 -Users @{ Europe = 1 }");
        Assert.Contains("4 replicas of Deployment 'forecast' find no room now", Assert.Single(waiting.Warnings), StringComparison.Ordinal);
        Assert.Equal("asia-east1=4 us-east4=8", Forecast("-Replicas 12 -Users @{ Europe = 1 }"));
    }

    private async Task TakeAsync(string cluster, int cpus)
    {
        var api = Home.OpenMember(new($"https://127.0.0.1:1/clusters/{cluster}"), "", null);
        await api.CreateAsync(new(new("", "v1", "pods"), "default"), JsonNode.Parse($$"""
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "other" }, "spec": { "nodeName": "big", "containers": [ { "name": "c", "image": "x", "resources": { "requests": { "cpu": "{{cpus}}" } } } ] } }
            """)!.AsObject(), new(), default);
    }
}
