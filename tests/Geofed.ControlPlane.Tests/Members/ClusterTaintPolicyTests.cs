using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Members;

/// <summary>A condition that somebody sets on a Cluster, e.g. a monitor, leads to a taint by way of a policy, and takes it away again.</summary>
public class ClusterTaintPolicyTests
{
    private static readonly ResourcePath Cluster = new(KarmadaApi.Clusters, null, "a");

    [Fact]
    public async Task ATaintComesAndGoesWithTheConditionAndTheWorkloadsWithIt()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        await test.Api.CreateAsync(new(KarmadaApi.ClusterTaintPolicies), Documents.Parse("""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "ClusterTaintPolicy", "metadata": { "name": "disk" },
              "spec": { "targetClusters": { "clusterNames": [ "a" ] },
                "taints": [ { "key": "disk", "value": "failing", "effect": "NoExecute" } ],
                "addOnConditions": [ { "conditionType": "DiskHealthy", "operator": "In", "statusValues": [ "False" ] } ],
                "removeOnConditions": [ { "conditionType": "DiskHealthy", "operator": "In", "statusValues": [ "True" ] } ] } }
            """), new(), default);
        Assert.Empty((await test.Api.GetAsync(Cluster, default)).Objects("spec", "taints"));

        await SetAsync(test, "False");
        var tainted = await test.Api.UntilAsync(Cluster, c => c.Objects("spec", "taints").Any(), test.Log);
        var taint = tainted.Objects("spec", "taints").Single();
        Assert.Equal(("disk", "failing", "NoExecute"), (taint.Str("key"), taint.Str("value"), taint.Str("effect")));
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
        await test.Member("b").MakeReadyAsync("web");
        await test.Member("a").UntilGoneAsync(Documents.Deployment("web"), test.Log);

        // A condition that is neither leaves the taint as it is; what is published after comes back after.
        await SetAsync(test, "Unknown");
        await test.Api.CreateConfigMapAsync("later", "1");
        await test.Api.CreatePolicyAsync("later", "ConfigMap");
        await test.Member("b").UntilAsync(new(Documents.ConfigMaps, "default", "later"), _ => true, test.Log);
        Assert.Single((await test.Api.GetAsync(Cluster, default)).Objects("spec", "taints"));

        await SetAsync(test, "True");
        await test.Api.UntilAsync(Cluster, c => !c.Objects("spec", "taints").Any(), test.Log);
        await test.Member("a").UntilAsync(new(Documents.ConfigMaps, "default", "later"), _ => true, test.Log);
    }

    private static async Task SetAsync(TestFederation test, string status)
    {
        var condition = new JsonObject { ["type"] = "DiskHealthy", ["status"] = status, ["reason"] = "Monitor", ["message"] = "", ["lastTransitionTime"] = "2026-03-04T05:00:00Z" };
        await test.Api.PatchAsync(Cluster with { Subresource = "status" }, PatchKind.Json, new JsonArray(
            new JsonObject { ["op"] = status == "False" ? "add" : "replace", ["path"] = "/status/conditions/0", ["value"] = condition }), new(), default);
    }
}
