using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Members;

public class MemberFaultTests
{
    private static ResourcePath Cluster(string name) => new(KarmadaApi.Clusters, null, name);

    [Theory]
    [InlineData("Refuse", "ClusterNotReachable")]
    [InlineData("Hang", "ClusterNotReachable")]
    [InlineData("Throttle", "ClusterNotReady")]
    [InlineData("InternalError", "ClusterNotReady")]
    [InlineData("Garbage", "ClusterNotReachable")]
    public async Task AMemberInTroubleHoldsNoOtherUpAndCatchesUpWhenItReturns(string fault, string reason)
    {
        await using var test = await TestFederation.StartAsync("good", "bad");
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        await test.Member("bad").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);

        test.Faults["bad"].Fault = Enum.Parse<Fault>(fault);
        await test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "replicas": 8 } }"""), new(), default);
        await test.Member("good").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
        var lost = await test.Api.UntilAsync(Cluster("bad"), c => c.Condition("Ready").Str("status") == "False", test.Log);
        Assert.Equal(reason, lost.Condition("Ready").Str("reason"));
        await test.Api.UntilAsync(Cluster("bad"), c => c.Objects("spec", "taints").Any(t => t.Str("key") == KarmadaMarks.TaintNotReady), test.Log);
        Assert.Equal(2, (await test.Member("bad").GetAsync(Documents.Deployment("web"), default)).Int("spec", "replicas"));
        Assert.True((await test.Api.GetAsync(Cluster("good"), default)).IsTrue("Ready"));

        test.Faults["bad"].Fault = Fault.None;
        await test.Api.UntilAsync(Cluster("bad"), c => c.IsTrue("Ready") && !c.Objects("spec", "taints").Any(), test.Log);
        await test.Member("bad").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
        // And what happens there is seen again.
        await test.Member("bad").MakeReadyAsync("web");
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("status", "readyReplicas") == 4, test.Log);
    }

    [Fact]
    public async Task AMemberIsSentAsManyObjectsAtOnceAsItHasWorkers()
    {
        await using var test = await TestFederation.StartAsync(options => options with { WorkersPerMember = 8, RequestTimeout = TimeSpan.FromMinutes(5) }, "a");
        test.Faults["a"].Together = 8;
        foreach (var name in Enumerable.Range(0, 8).Select(i => $"web{i}"))
        {
            await test.Api.CreatePolicyAsync(name, "Deployment");
            await test.Api.CreateDeploymentAsync(name, 1);
        }
        foreach (var name in Enumerable.Range(0, 8).Select(i => $"web{i}"))
            await test.Member("a").UntilAsync(Documents.Deployment(name), d => d.Int("spec", "replicas") == 1, test.Log);
    }

    [Fact]
    public async Task NewWorkloadsAvoidAMemberThatIsNotReady()
    {
        await using var test = await TestFederation.StartAsync("good", "bad");
        test.Faults["bad"].Fault = Fault.Refuse;
        await test.Api.UntilAsync(Cluster("bad"), c => c.Objects("spec", "taints").Any(), test.Log);
        await test.Api.CreateDeploymentAsync("web", 3);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        var binding = await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.IsTrue("Scheduled"), test.Log);
        Assert.Equal(["good"], binding.Objects("spec", "clusters").Select(c => c.Str("name")));
    }

    [Fact]
    public async Task WithoutAnyMemberTheBindingSaysWhyAndIsScheduledWhenOneJoins()
    {
        await using var test = await TestFederation.StartAsync();
        await test.Api.CreateDeploymentAsync("web", 3);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        var binding = await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.Condition("Scheduled") is not null, test.Log);
        Assert.Equal("NoClusterFit", binding.Condition("Scheduled").Str("reason"));
        Assert.Contains("0/0 clusters are available", binding.Condition("Scheduled").Str("message"), StringComparison.Ordinal);
        await test.JoinAsync("late", "asia-east1");
        await test.Member("late").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
    }

    [Fact]
    public async Task TheClusterTellsWhatTheMemberHas()
    {
        await using var test = await TestFederation.StartAsync("a");
        await test.Member("a").CreateAsync(new(CoreResources.Nodes), Documents.Parse("""
            { "apiVersion": "v1", "kind": "Node", "metadata": { "name": "n1" },
              "status": { "allocatable": { "cpu": "4", "memory": "16Gi", "pods": "110", "nvidia.com/gpu": "2" }, "conditions": [ { "type": "Ready", "status": "True" } ] } }
            """), new(), default);
        await test.Member("a").CreateAsync(new(CoreResources.Pods, "default"), Documents.Parse("""
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "p" },
              "spec": { "nodeName": "n1", "containers": [ { "name": "c", "image": "i", "resources": { "requests": { "cpu": "500m" }, "limits": { "nvidia.com/gpu": "1" } } } ] } }
            """), new(), default);
        var cluster = await test.Api.UntilAsync(Cluster("a"), c => c.Str("status", "resourceSummary", "allocated", "cpu") is not null, test.Log);
        Assert.Equal("4", cluster.Str("status", "resourceSummary", "allocatable", "cpu"));
        Assert.Equal("500m", cluster.Str("status", "resourceSummary", "allocated", "cpu"));
        Assert.Equal("1", cluster.Str("status", "resourceSummary", "allocated", "nvidia.com/gpu"));
        Assert.Equal(1, cluster.Int("status", "nodeSummary", "readyNum"));
        Assert.StartsWith("v1.", cluster.Str("status", "kubernetesVersion"), StringComparison.Ordinal);
        Assert.Contains(cluster.Objects("status", "apiEnablements"), e => e.Str("groupVersion") == "apps/v1" && e.Objects("resources").Any(r => r.Str("kind") == "Deployment"));
        Assert.True(cluster.IsTrue("CompleteAPIEnablements"));
        Assert.Equal(9, cluster.Arr("spec", "resourceModels")!.Count);
        await test.Member("a").DeleteAsync(new(CoreResources.Pods, "default", "p"), new() { GracePeriodSeconds = 0 }, default);
        await test.Api.UntilAsync(Cluster("a"), c => c.At("status", "resourceSummary", "allocated", "cpu") is null, test.Log);
    }
}
