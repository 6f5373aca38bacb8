using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;
using Microsoft.Extensions.Time.Testing;

namespace Geofed.Simulation.Tests.Metrics;

public class MetricsTests
{
    private static readonly GroupVersionResource PodMetrics = new("metrics.k8s.io", "v1beta1", "pods");
    private static readonly GroupVersionResource NodeMetrics = new("metrics.k8s.io", "v1beta1", "nodes");

    [Fact]
    public async Task WhatIsUsedIsWhatAnnotationsSay()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.CreateAsync(ClusterResources.Deployments, Deployment(2, load: "\"simulation.geofed.io/cpu-load\": \"1\""));
        await cluster.CreateAsync(ClusterResources.Pods, Parse("""
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "alone", "annotations": { "simulation.geofed.io/cpu-usage": "250m", "simulation.geofed.io/memory-usage": "1Gi" } },
              "spec": { "containers": [ { "name": "main", "image": "registry.example/a:1" }, { "name": "proxy", "image": "registry.example/b:1" } ] } }
            """));
        var pods = await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 3 && all.All(p => p.IsReady()));

        var web = (await cluster.Api.ListAsync(new(PodMetrics, "default"), new() { LabelSelector = "app=web" }, default)).Items;
        Assert.Equal(["500m", "500m"], web.Select(m => m.Objects("containers").Single().Str("usage", "cpu")));
        var alone = await cluster.Api.GetAsync(new(PodMetrics, "default", "alone"), default);
        Assert.Equal("""[{"name":"main","usage":{"cpu":"250m","memory":"1Gi"}},{"name":"proxy","usage":{"cpu":"0","memory":"0"}}]""", alone.Arr("containers")!.ToJsonString());
        Assert.Equal(("PodMetrics", "metrics.k8s.io/v1beta1", "1s"), (alone.Str("kind"), alone.Str("apiVersion"), alone.Str("window")));

        var node = pods.Single(p => p.Name() == "alone").Str("spec", "nodeName")!;
        var beside = web.Count(m => pods.Single(p => p.Name() == m.Name()).Str("spec", "nodeName") == node);
        Assert.Equal(250 + 500 * beside, Quantity.Parse((await cluster.Api.GetAsync(new(NodeMetrics, null, node), default)).Str("usage", "cpu")!).Milli);
        Assert.Equal(3, (await cluster.Api.ListAsync(new(NodeMetrics), ListOptions.All, default)).Items.Count);
    }

    [Fact]
    public async Task NothingOfItIsStoredOrWrittenOrWatched()
    {
        await using var cluster = await TestCluster.StartAsync();
        var served = (await cluster.Api.DiscoverAsync(default)).Single(r => r.Resource == PodMetrics);
        Assert.Equal(["get", "list"], served.Verbs);
        Assert.Equal(404, (await Assert.ThrowsAsync<KubeApiException>(() => cluster.Api.GetAsync(new(PodMetrics, "default", "nobody"), default))).Code);
        var body = Parse("""{ "apiVersion": "metrics.k8s.io/v1beta1", "kind": "PodMetrics", "metadata": { "name": "p" } }""");
        var path = new ResourcePath(PodMetrics, "default", "p");
        foreach (var write in new Func<Task>[]
        {
            () => cluster.Api.CreateAsync(path.Collection, body, new(), default),
            () => cluster.Api.ReplaceAsync(path, body, new(), default),
            () => cluster.Api.PatchAsync(path, PatchKind.Merge, body, new(), default),
            () => cluster.Api.DeleteAsync(path, new(), default),
            async () => await cluster.Api.WatchAsync(path.Collection, ListOptions.All, default).GetAsyncEnumerator().MoveNextAsync(),
        })
            Assert.Equal(405, (await Assert.ThrowsAsync<KubeApiException>(write)).Code);
    }

    [Theory]
    [InlineData("cpu-load", "much")]
    [InlineData("memory-usage", "-1Gi")]
    public async Task AnAmountThatMakesNoSenseIsRefused(string annotation, string amount)
    {
        await using var cluster = await TestCluster.StartAsync();
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => cluster.CreateAsync(ClusterResources.Deployments, Deployment(1, load: $"\"simulation.geofed.io/{annotation}\": \"{amount}\"")));
        Assert.Equal(422, refusal.Code);
        Assert.Contains($"metadata.annotations[simulation.geofed.io/{annotation}]: Invalid value: \"{amount}\": must be an amount such as 250m (of CPU) or 1Gi (of memory)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAutoscalerFollowsTheLoad()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { Time = time });
        await cluster.CreateAsync(ClusterResources.Deployments, Deployment(1, load: "\"simulation.geofed.io/cpu-load\": \"1250m\""));
        await cluster.CreateAsync(ClusterResources.HorizontalPodAutoscalers, Parse("""
            { "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "web" },
              "spec": { "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" }, "minReplicas": 2, "maxReplicas": 10,
                "metrics": [ { "type": "Resource", "resource": { "name": "cpu", "target": { "type": "Utilization", "averageUtilization": 50 } } } ] } }
            """));
        var began = time.GetUtcNow();
        await cluster.AdvanceUntilAsync(time, TimeSpan.FromSeconds(1), ClusterResources.HorizontalPodAutoscalers, all => all.Any(a =>
            a.Int("status", "currentReplicas") == 5 && a.Objects("status", "currentMetrics").SingleOrDefault().Int("resource", "current", "averageUtilization") == 50));

        await cluster.Api.PatchAsync(new(ClusterResources.Deployments, "default", "web"), PatchKind.Merge, Parse("""{ "metadata": { "annotations": { "simulation.geofed.io/cpu-load": "100m" } } }"""), new(), default);
        var lowered = time.GetUtcNow();
        await cluster.AdvanceUntilAsync(time, TimeSpan.FromSeconds(5), ClusterResources.HorizontalPodAutoscalers, all => all.Any(a => a.Int("status", "currentReplicas") == 2 && a.Condition("ScalingLimited").Str("reason") == "TooFewReplicas"));
        Assert.InRange((time.GetUtcNow() - lowered).TotalSeconds, 280, 600);
        Assert.InRange((lowered - began).TotalSeconds, 2, 200);
    }

    private static JsonObject Deployment(int replicas, string load) => Parse($$"""
        { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "annotations": { {{load}} } },
          "spec": { "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "web" } },
            "template": { "metadata": { "labels": { "app": "web" } },
              "spec": { "containers": [ { "name": "web", "image": "registry.example/web:1", "resources": { "requests": { "cpu": "500m" } } } ] } } } }
        """);

    private static JsonObject Parse(string json) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(json));
}
