using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Failover;

public class FailoverTests
{
    /// <summary>Divided, and not a moment's tolerance for a member that is lost.</summary>
    private const string Impatient = """
        { "replicaSchedulingType": "Divided" }, "clusterTolerations": [
          { "key": "cluster.karmada.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 0 },
          { "key": "cluster.karmada.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 0 } ]
        """;

    private static readonly ResourcePath Binding = Documents.Binding("web-deployment");

    [Fact]
    public async Task WhatRanOnALostMemberRunsElsewhereAndTheOldCopyGoesOnlyThen()
    {
        await using var test = await StartedAsync(options => options);
        test.Faults["a"].Fault = Fault.Refuse;
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
        var binding = await test.Api.UntilAsync(Binding, b => b.Objects("spec", "gracefulEvictionTasks").Any(t => t.Str("creationTimestamp") is not null), test.Log);
        var task = binding.Objects("spec", "gracefulEvictionTasks").Single();
        Assert.Equal(("a", "TaintUntolerated", "Gracefully", 2), (task.Str("fromCluster"), task.Str("reason"), task.Str("purgeMode"), (int)task.Int("replicas")!));
        Assert.False((await test.Api.GetAsync(Work("a"), default)).IsDeleting());

        await test.Member("b").MakeReadyAsync("web");
        await test.Api.UntilAsync(Binding, b => b.Arr("spec", "gracefulEvictionTasks") is null, test.Log);
        test.Faults["a"].Fault = Fault.None;
        await test.Member("a").UntilGoneAsync(Documents.Deployment("web"), test.Log);
        Assert.Equal([("b", 4L)], Targets(await test.Api.GetAsync(Binding, default)));
    }

    [Fact]
    public async Task TheLastCopyStaysAndServesAgainWhenItsMemberReturns()
    {
        await using var test = await TestFederation.StartAsync(options => options with { Failover = options.Failover with { GracePeriod = TimeSpan.Zero } }, "a", "other");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment", Impatient);
        await test.Api.PatchAsync(new(KarmadaApi.PropagationPolicies, "default", "web"), PatchKind.Merge,
            Documents.Parse("""{ "spec": { "placement": { "clusterAffinity": { "clusterNames": [ "a" ] } } } }"""), new(), default);
        await test.Api.UntilAsync(Binding, b => b.IsTrue("FullyApplied") && Targets(b).SequenceEqual([("a", 2L)]), test.Log);
        var copy = await test.Member("a").GetAsync(Documents.Deployment("web"), default);

        test.Faults["a"].Fault = Fault.Refuse;
        var stuck = await test.Api.UntilAsync(Binding, b => b.Condition("Scheduled").Str("reason") == "NoClusterFit"
            && b.Objects("spec", "gracefulEvictionTasks").Any(t => t.Str("creationTimestamp") is not null), test.Log);
        Assert.Empty(Targets(stuck));

        test.Faults["a"].Fault = Fault.None;
        var restored = await test.Api.UntilAsync(Binding, b => b.IsTrue("Scheduled") && b.Arr("spec", "gracefulEvictionTasks") is null, test.Log);
        Assert.Equal([("a", 2L)], Targets(restored));
        Assert.Equal(copy.Uid(), (await test.Member("a").GetAsync(Documents.Deployment("web"), default)).Uid());
        Assert.False((await test.Api.GetAsync(Work("a"), default)).IsDeleting());
    }

    [Fact]
    public async Task NothingIsDrivenAwayWhileNoMemberAtAllAnswers()
    {
        await using var test = await StartedAsync(options => options);
        test.Faults["a"].Fault = Fault.Refuse;
        test.Faults["b"].Fault = Fault.Refuse;
        foreach (var member in new[] { "a", "b" })
            await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, member), c => c.Objects("spec", "taints").Any(t => t.Str("effect") == "NoExecute"), test.Log);
        await test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "replicas": 6 } }"""), new(), default);
        var binding = await test.Api.UntilAsync(Binding, b => Targets(b).Sum(t => t.Replicas) == 6, test.Log);
        Assert.Equal([("a", 3L), ("b", 3L)], Targets(binding));
    }

    [Fact]
    public async Task AWorkloadRebalancerBringsItBackWithoutAGap()
    {
        await using var test = await FailedOverAsync(options => options);
        await test.Api.CreateAsync(new(KarmadaApi.WorkloadRebalancers), Documents.Parse("""
            { "apiVersion": "apps.karmada.io/v1alpha1", "kind": "WorkloadRebalancer", "metadata": { "name": "back" },
              "spec": { "workloads": [ { "apiVersion": "apps/v1", "kind": "Deployment", "namespace": "default", "name": "web" },
                                       { "apiVersion": "apps/v1", "kind": "Deployment", "namespace": "default", "name": "none" } ] } }
            """), new(), default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        var rebalancer = await test.Api.UntilAsync(new(KarmadaApi.WorkloadRebalancers, null, "back"), r => r.At("status", "finishTime") is not null, test.Log);
        Assert.Equal(["Successful", "Failed"], rebalancer.Objects("status", "observedWorkloads").Select(o => o.Str("result")));
        Assert.Null((await test.Api.GetAsync(Binding, default)).Annotation(GeofedMarks.EvictedFrom));
    }

    [Fact]
    public async Task AMemberThatReturnsGetsItsShareBackByItselfWhenTheFederationIsSetSo()
    {
        await using var test = await FailedOverAsync(options => options with { Failover = options.Failover with { ReturnAfter = TimeSpan.Zero } });
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        Assert.Equal([("a", 2L), ("b", 2L)], Targets(await test.Api.UntilAsync(Binding, b => Targets(b).Count == 2, test.Log)));
    }

    [Fact]
    public async Task ADrainedMemberIsLeftAndACordonedOneIsNot()
    {
        await using var test = await StartedAsync(options => options);
        await TaintAsync(test, "a", "NoSchedule");
        await test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "spec": { "replicas": 6 } }"""), new(), default);
        Assert.Equal([("a", 3L), ("b", 3L)], Targets(await test.Api.UntilAsync(Binding, b => Targets(b).Sum(t => t.Replicas) == 6, test.Log)));
        await TaintAsync(test, "a", "NoExecute");
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 6, test.Log);
        await test.Member("b").MakeReadyAsync("web");
        await test.Member("a").UntilGoneAsync(Documents.Deployment("web"), test.Log);
    }

    private static Task TaintAsync(TestFederation test, string cluster, string effect) => test.Api.PatchAsync(new(KarmadaApi.Clusters, null, cluster), PatchKind.Merge,
        Documents.Parse($$"""{ "spec": { "taints": [ { "key": "{{KarmadaMarks.TaintUnschedulable}}", "effect": "{{effect}}" } ] } }"""), new(), default);

    private static async Task<TestFederation> StartedAsync(Func<ControlPlaneOptions, ControlPlaneOptions> configure)
    {
        var test = await TestFederation.StartAsync(configure, "a", "b");
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.CreatePolicyAsync("web", "Deployment", Impatient);
        foreach (var member in new[] { "a", "b" })
        {
            await test.Member(member).UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
            await test.Member(member).MakeReadyAsync("web");
        }
        await test.Api.UntilAsync(Binding, b => b.Objects("status", "aggregatedStatus").Count(i => i.Str("health") == "Healthy") == 2, test.Log);
        return test;
    }

    /// <summary>Member a was lost, everything moved to b, and a is back.</summary>
    private static async Task<TestFederation> FailedOverAsync(Func<ControlPlaneOptions, ControlPlaneOptions> configure)
    {
        var test = await StartedAsync(configure);
        test.Faults["a"].Fault = Fault.Refuse;
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 4, test.Log);
        await test.Member("b").MakeReadyAsync("web");
        await test.Api.UntilAsync(Binding, b => b.Arr("spec", "gracefulEvictionTasks") is null && Targets(b).Count == 1, test.Log);
        test.Faults["a"].Fault = Fault.None;
        await test.Api.UntilAsync(new(KarmadaApi.Clusters, null, "a"), c => c.IsTrue("Ready") && !c.Objects("spec", "taints").Any(), test.Log);
        return test;
    }

    private static ResourcePath Work(string cluster) => new(KarmadaApi.Works, KarmadaNames.ExecutionNamespace(cluster), KarmadaNames.Work("Deployment", "web", "default"));

    private static List<(string Name, long Replicas)> Targets(JsonObject binding) =>
        [.. binding.Objects("spec", "clusters").Select(t => (t.Str("name")!, t.Int("replicas") ?? 0)).OrderBy(t => t.Item1, StringComparer.Ordinal)];
}
