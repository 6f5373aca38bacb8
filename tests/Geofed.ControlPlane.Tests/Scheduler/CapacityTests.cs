using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Scheduler;

public class CapacityTests
{
    private const string ByRoom = """{ "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted", "weightPreference": { "dynamicWeight": "AvailableReplicas" } }""";

    [Fact]
    public async Task ABurstFillsNoMemberTwice()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await AddGpusAsync(test, "a", 4);
        await AddGpusAsync(test, "b", 2);
        // No pod ever appears on the members here: only what is on its way counts.
        foreach (var name in new[] { "one", "two", "three" })
        {
            await CreateAsync(test, name, 2);
            await test.Api.CreatePolicyAsync(name, "Deployment", ByRoom);
        }
        var placed = new Dictionary<string, long>();
        foreach (var name in new[] { "one", "two", "three" })
        {
            var binding = await test.Api.UntilAsync(Documents.Binding(name + "-deployment"), b => b.IsTrue("Scheduled"), test.Log);
            foreach (var target in binding.Objects("spec", "clusters"))
                placed[target.Str("name")!] = placed.GetValueOrDefault(target.Str("name")!) + target.Int("replicas")!.Value;
        }
        Assert.Equal(new Dictionary<string, long> { ["a"] = 4, ["b"] = 2 }, placed.OrderBy(p => p.Key).ToDictionary());

        await CreateAsync(test, "four", 1);
        await test.Api.CreatePolicyAsync("four", "Deployment", ByRoom);
        var waiting = await test.Api.UntilAsync(Documents.Binding("four-deployment"), b => b.Condition("Scheduled").Str("reason") == "Unschedulable", test.Log);
        Assert.Contains("Clusters available replicas 0 are not enough", waiting.Condition("Scheduled").Str("message"), StringComparison.Ordinal);
        await AddGpusAsync(test, "b", 1, "more");
        await test.Api.UntilAsync(Documents.Binding("four-deployment"), b => b.IsTrue("Scheduled"), test.Log);
        var events = await test.Api.ListAsync(new(CoreResources.Events, "default"), ListOptions.All, default);
        Assert.Contains(events.Items, e => e.Str("reason") == "ScheduleBindingFailed" && e.Str("involvedObject", "name") == "four-deployment");
    }

    [Fact]
    public async Task BoundsOfAPolicyAreKeptAndChangedBoundsMoveReplicas()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 6);
        var policy = await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
        await BindAsync("""{\"a\":{\"max\":1}}""");
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 5, test.Log);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 1, test.Log);
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => BindAsync("many"));
        Assert.Contains("must be like", refusal.Message, StringComparison.Ordinal);

        Task BindAsync(string bounds) => test.Api.PatchAsync(new(KarmadaApi.PropagationPolicies, "default", policy.Name()), PatchKind.Merge,
            Documents.Parse($$"""{ "metadata": { "annotations": { "{{GeofedMarks.ReplicaBounds}}": "{{bounds}}" } } }"""), new(), default);
    }

    [Fact]
    public async Task OverflowTakesWhatTheFirstClustersHaveNoRoomFor()
    {
        await using var test = await TestFederation.StartAsync("own", "cloud");
        await AddGpusAsync(test, "own", 2);
        await AddGpusAsync(test, "cloud", 8);
        await CreateAsync(test, "web", 3);
        await test.Api.CreateAsync(new(KarmadaApi.PropagationPolicies, "default"), Documents.Parse($$"""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "web" },
              "spec": { "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment" } ], "placement": { "replicaScheduling": {{ByRoom}}, "clusterAffinities": [
                { "affinityName": "own", "clusterNames": [ "own" ], "overflowAffinities": [ { "clusterNames": [ "cloud" ] } ] } ] } } }
            """), new(), default);
        var binding = await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.IsTrue("Scheduled"), test.Log);
        Assert.Equal(["own:2", "cloud:1"], binding.Objects("spec", "clusters").Select(t => $"{t.Str("name")}:{t.Int("replicas")}"));
    }

    private static async Task AddGpusAsync(TestFederation test, string member, int gpus, string node = "n")
    {
        await test.Member(member).CreateAsync(new(CoreResources.Nodes), Documents.Parse($$"""
            { "apiVersion": "v1", "kind": "Node", "metadata": { "name": "{{node}}" },
              "status": { "allocatable": { "cpu": "4", "pods": "110", "nvidia.com/gpu": "{{gpus}}" }, "conditions": [ { "type": "Ready", "status": "True" } ] } }
            """), new(), default);
        // An API taints new nodes until they are ready.
        await test.Member(member).PatchAsync(new(CoreResources.Nodes, null, node), PatchKind.Merge, Documents.Parse("""{ "spec": { "taints": null } }"""), new(), default);
        await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, member), c => c.Str("status", "resourceSummary", "allocatable", "nvidia.com/gpu") is not null, test.Log);
    }

    private static Task<JsonObject> CreateAsync(TestFederation test, string name, int replicas) => test.Api.CreateAsync(new(Documents.Deployments, "default"), Documents.Parse($$"""
        { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "{{name}}" },
          "spec": { "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "{{name}}" } }, "template": { "metadata": { "labels": { "app": "{{name}}" } },
            "spec": { "containers": [ { "name": "c", "image": "i", "resources": { "limits": { "nvidia.com/gpu": 1 } } } ] } } } }
        """), new(), default);
}
