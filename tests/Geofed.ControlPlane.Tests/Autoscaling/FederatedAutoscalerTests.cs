using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Autoscaling;

public class FederatedAutoscalerTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly ResourceCollection Events = new(new("", "v1", "events"), "default");
    private static readonly ResourcePath Autoscaler = new(KarmadaApi.FederatedHPAs, "default", "web");

    /// <summary>What metrics-server tells of pods that say it themselves.</summary>
    private static readonly ComputedResource Metrics = new(new("metrics.k8s.io", "v1beta1", "pods"), "PodMetrics", true, (stored, ns) =>
        stored.List(Pods, ns).Where(pod => pod.Annotation("uses") is not null).Select(pod => Documents.Parse($$"""
            { "kind": "PodMetrics", "apiVersion": "metrics.k8s.io/v1beta1", "metadata": { "name": "{{pod.Name()}}", "namespace": "{{pod.Namespace()}}", "labels": { "app": "{{pod.Label("app")}}" } },
              "timestamp": "{{KubeTime.Format(stored.Now)}}", "window": "15s", "containers": [ { "name": "web", "usage": { "cpu": "{{pod.Annotation("uses")}}" } } ] }
            """)));

    [Fact]
    public async Task ReplicasFollowTheLoadOfAllMembersTogetherAndAreDivided()
    {
        await using var test = await StartAsync("a", "b");
        await RunAsync(test, "a", "900m", "900m");
        await RunAsync(test, "b", "300m", "300m");
        await CreateAutoscalerAsync(test);
        // 240 % of 100 % over four pods, where 40 % is the target: six.
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 6, test.Log);
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.Objects("spec", "clusters").Sum(c => c.Int("replicas")) == 6, test.Log);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
        var autoscaler = await test.Api.UntilAsync(Autoscaler, a => a.Int("status", "currentReplicas") == 6, test.Log);
        Assert.Equal((6L, "60", "ValidMetricFound"), (autoscaler.Int("status", "desiredReplicas"), Current(autoscaler), autoscaler.Condition("ScalingActive").Str("reason")));
        Assert.NotNull(autoscaler.Str("status", "lastScaleTime"));
        await test.Api.UntilAnyAsync(Events, e => e.Str("reason") == "SuccessfulRescale" && e.Str("message") == "New size: 6; reason: cpu resource utilization (percentage of request) above target");
    }

    [Fact]
    public async Task WhereEveryMemberHasAllReplicasTheNumberIsThatOfEach()
    {
        await using var test = await StartAsync(2, "Duplicated", "a", "b");
        await RunAsync(test, "a", "900m", "900m");
        await RunAsync(test, "b", "300m", "300m");
        await CreateAutoscalerAsync(test);
        // Six pods in all, three in each.
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 3, test.Log);
    }

    [Fact]
    public async Task ItShrinksOnlyWhenAllTell()
    {
        await using var test = await StartAsync("a", "b");
        await RunAsync(test, "a", "10m", "10m");
        await RunAsync(test, "b", "10m", "10m");
        test.Faults["b"].Fault = Fault.Refuse;
        await CreateAutoscalerAsync(test, """ "behavior": { "scaleDown": { "stabilizationWindowSeconds": 0 } }, """);
        var held = await test.Api.UntilAsync(Autoscaler, a => a.Condition("ScalingActive").Str("message")?.Contains("no metrics from b (", StringComparison.Ordinal) == true, test.Log);
        Assert.Equal((4L, "True"), (held.Int("status", "desiredReplicas"), held.Condition("ScalingActive").Str("status")));
        Assert.Equal(4, (await test.Api.GetAsync(Documents.Deployment("web"), default)).Int("spec", "replicas"));
        test.Faults["b"].Fault = Fault.None;
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 2, test.Log);
        await test.Api.UntilAnyAsync(Events, e => e.Str("reason") == "FailedGetMemberMetrics" && e.Str("message")!.StartsWith("no metrics from b (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AMemberWithoutMetricsHoldsBackAndIsNamed()
    {
        await using var test = await StartAsync("a", "b-without");
        await RunAsync(test, "a", "10m", "10m");
        await RunAsync(test, "b-without", "10m", "10m");
        await CreateAutoscalerAsync(test, """ "behavior": { "scaleDown": { "stabilizationWindowSeconds": 0 } }, """);
        var held = await test.Api.UntilAsync(Autoscaler, a => a.Condition("ScalingActive").Str("message")?.EndsWith("; no metrics from b-without (it serves no metrics.k8s.io: install metrics-server there)", StringComparison.Ordinal) == true, test.Log);
        Assert.Equal(4, held.Int("status", "desiredReplicas"));
    }

    [Fact]
    public async Task WithoutAnyMetricsItSaysWhyAndOnlyTheBoundsHold()
    {
        await using var test = await StartAsync("a-without");
        await RunAsync(test, "a-without", "10m");
        await CreateAutoscalerAsync(test);
        var autoscaler = await test.Api.UntilAsync(Autoscaler, a => a.Condition("ScalingActive").Str("status") == "False", test.Log);
        Assert.Equal("FailedGetResourceMetric", autoscaler.Condition("ScalingActive").Str("reason"));
        Assert.Contains("no cluster tells what its pods use: a-without (it serves no metrics.k8s.io", autoscaler.Condition("ScalingActive").Str("message"), StringComparison.Ordinal);
        await test.Api.PatchAsync(Autoscaler, PatchKind.Merge, Documents.Parse("""{ "spec": { "minReplicas": 5 } }"""), new(), default);
        await test.Api.UntilAsync(Documents.Deployment("web"), d => d.Int("spec", "replicas") == 5, test.Log);
    }

    [Fact]
    public async Task WhatItCannotScaleItSays()
    {
        await using var test = await TestFederation.StartAsync(options => options with { AutoscalerPeriod = TimeSpan.FromMilliseconds(100) });
        await CreateAutoscalerAsync(test);
        await test.Api.UntilAsync(Autoscaler, a => a.Condition("AbleToScale").Str("reason") == "FailedGetScaleTargetRef", test.Log);
        await test.Api.CreateDeploymentAsync("web", 4);
        await test.Api.UntilAsync(Autoscaler, a => a.Condition("AbleToScale").Str("reason") == "FailedGetBinding", test.Log);
        var rival = (await test.Api.GetAsync(Autoscaler, default)).Copy();
        rival["metadata"] = new JsonObject { ["name"] = "other" };
        await test.Api.CreateAsync(Autoscaler.Collection, rival, new(), default);
        var refused = await test.Api.UntilAsync(Autoscaler, a => a.Condition("ScalingActive").Str("reason") == "AmbiguousSelector", test.Log);
        Assert.Contains("controlled by multiple FederatedHPAs: other as well", refused.Condition("ScalingActive").Str("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItIsFilledInAndHeldToTheRulesOfAHorizontalPodAutoscaler()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        var made = await test.Api.CreateAsync(Autoscaler.Collection, Document(""), new(), default);
        Assert.Equal(1, made.Int("spec", "minReplicas"));
        Assert.Equal(80, made.Objects("spec", "metrics").Single().Int("resource", "target", "averageUtilization"));
        var wrong = Document(""" "minReplicas": 9, """);
        wrong.Ensure("metadata")["name"] = "wrong";
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(Autoscaler.Collection, wrong, new(), default));
        Assert.Contains("must be greater than or equal to `minReplicas`", refusal.Message, StringComparison.Ordinal);
    }

    private static string Current(JsonObject autoscaler) => autoscaler.Objects("status", "currentMetrics").Single().Int("resource", "current", "averageUtilization")!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Four replicas that ask for a core each, divided over the members; those whose names say so serve no metrics.</summary>
    private static Task<TestFederation> StartAsync(params string[] members) => StartAsync(4, "Divided", members);

    private static async Task<TestFederation> StartAsync(int replicas, string scheduling, params string[] members)
    {
        var test = await TestFederation.StartAsync(
            options => options with { AutoscalerPeriod = TimeSpan.FromMilliseconds(100) },
            cluster => cluster.EndsWith("-without", StringComparison.Ordinal) ? [] : [Metrics], members);
        await test.Api.CreateDeploymentAsync("web", replicas);
        await test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Strategic, Documents.Parse("""
            { "spec": { "template": { "spec": { "containers": [ { "name": "web", "resources": { "requests": { "cpu": "1" } } } ] } } } }
            """), new(), default);
        await test.Api.CreatePolicyAsync("web", "Deployment", $$"""{ "replicaSchedulingType": "{{scheduling}}" }""");
        foreach (var member in members)
            await test.Member(member).UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
        return test;
    }

    /// <summary>Plays the pods of a member.</summary>
    private static async Task RunAsync(TestFederation test, string member, params string[] uses)
    {
        foreach (var (i, use) in uses.Index())
        {
            var pod = await test.Member(member).CreateAsync(new(Pods, "default"), Documents.Parse($$"""
                { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "web-{{i}}", "labels": { "app": "web" }, "annotations": { "uses": "{{use}}" } },
                  "spec": { "containers": [ { "name": "web", "image": "registry.example/web:1", "resources": { "requests": { "cpu": "1" } } } ] } }
                """), new(), default);
            await test.Member(member).PatchAsync(new(Pods, "default", pod.Name(), "status"), PatchKind.Merge, Documents.Parse("""
                { "status": { "phase": "Running", "startTime": "2026-01-01T00:00:00Z", "conditions": [ { "type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:10Z" } ] } }
                """), new(), default);
        }
    }

    private static Task CreateAutoscalerAsync(TestFederation test, string more = "") => test.Api.CreateAsync(Autoscaler.Collection, Document(more + """
         "minReplicas": 2, "metrics": [ { "type": "Resource", "resource": { "name": "cpu", "target": { "type": "Utilization", "averageUtilization": 40 } } } ],
        """), new(), default);

    private static JsonObject Document(string more) => Documents.Parse($$"""
        { "apiVersion": "autoscaling.karmada.io/v1alpha1", "kind": "FederatedHPA", "metadata": { "name": "web" },
          "spec": { {{more}} "maxReplicas": 8, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } } }
        """);
}
