using System.Text.Json.Nodes;
using Geofed.Model;
using static Geofed.Simulation.Tests.Scheduling.Samples;

namespace Geofed.Simulation.Tests.Scheduling;

public class SchedulerControllerTests
{
    private static bool Bound(JsonObject pod) => pod.Str("spec", "nodeName") is not null;

    private static JsonObject? Scheduled(JsonObject pod) => pod.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "PodScheduled");

    private static JsonObject Fresh(JsonObject pod)
    {
        pod["metadata"]!.AsObject().Remove("uid");
        return pod;
    }

    private static Task<JsonObject> CreateAsync(TestCluster cluster, string name, string requests = "", string spec = "") =>
        cluster.CreateAsync(ClusterResources.Pods, Fresh(Pod(name, requests, spec)));

    [Fact]
    public async Task A_pod_is_bound_and_it_is_told()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "p");
        var pod = await cluster.UntilAsync(ClusterResources.Pods, "p", Bound);
        Assert.Equal("True", Scheduled(pod).Str("status"));
        var told = (await cluster.UntilAsync(ClusterResources.Events, all => all.Any(e => e.Str("reason") == "Scheduled"))).First(e => e.Str("reason") == "Scheduled");
        Assert.Equal(($"Successfully assigned default/p to {pod.Str("spec", "nodeName")}", "default-scheduler"), (told.Str("message"), told.Str("source", "component")));
    }

    [Fact]
    public async Task A_pod_without_room_says_so_once_and_goes_as_soon_as_there_is_some()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { NodePools = [new("default-pool", "e2-standard-4", 1)] });
        await CreateAsync(cluster, "first", "\"cpu\":\"3\"");
        await cluster.UntilAsync(ClusterResources.Pods, "first", Bound);
        await CreateAsync(cluster, "second", "\"cpu\":\"3\"");
        var waiting = await cluster.UntilAsync(ClusterResources.Pods, "second", p => Scheduled(p).Str("reason") == "Unschedulable");
        const string Message = "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
        Assert.Equal(Message, Scheduled(waiting).Str("message"));
        await cluster.UntilAsync(ClusterResources.Events, all => all.Any(e => e.Str("reason") == "FailedScheduling" && e.Str("message") == Message));
        await cluster.Api.DeleteAsync(new(ClusterResources.Pods, "default", "first"), new() { GracePeriodSeconds = 0 }, default);
        await cluster.UntilAsync(ClusterResources.Pods, "second", Bound);
        Assert.Equal(1, (await cluster.Api.ListAsync(new(ClusterResources.Events), ListOptions.All, default)).Items.Count(e => e.Str("reason") == "FailedScheduling" && e.Str("involvedObject", "name") == "second"));
    }

    [Fact]
    public async Task Uncordoning_lets_pods_in_and_gates_hold_them_back()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { NodePools = [new("default-pool", "e2-standard-4", 1)] });
        var node = (await cluster.UntilAsync(ClusterResources.Nodes, all => all.Count == 1 && !all[0].Objects("spec", "taints").Any()))[0].Name();
        Task CordonAsync(bool on) => cluster.Api.PatchAsync(new(ClusterResources.Nodes, null, node), PatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = on } }, new(), default);
        await CordonAsync(true);
        await CreateAsync(cluster, "gated", spec: "\"schedulingGates\":[{\"name\":\"example.com/wait\"}]");
        await CreateAsync(cluster, "p");
        await cluster.UntilAsync(ClusterResources.Pods, "p", p => (Scheduled(p).Str("message") ?? "").StartsWith("0/1 nodes are available: 1 node(s) were unschedulable.", StringComparison.Ordinal));
        await CordonAsync(false);
        await cluster.UntilAsync(ClusterResources.Pods, "p", Bound);
        var gated = await cluster.Api.GetAsync(new(ClusterResources.Pods, "default", "gated"), default);
        Assert.Equal(("SchedulingGated", false), (Scheduled(gated).Str("reason"), Bound(gated)));
        await cluster.Api.PatchAsync(new(ClusterResources.Pods, "default", "gated"), PatchKind.Merge, Json("""{"spec":{"schedulingGates":null}}"""), new(), default);
        await cluster.UntilAsync(ClusterResources.Pods, "gated", Bound);
    }

    [Fact]
    public async Task Where_only_some_fit_it_is_the_important_ones()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { NodePools = [] });
        await cluster.CreateAsync(new("scheduling.k8s.io", "v1", "priorityclasses"), Json("""{"metadata":{"name":"priorityclasses-high"},"value":1000}"""));
        foreach (var i in Enumerable.Range(0, 3))
            await CreateAsync(cluster, $"low{i}", "\"cpu\":\"1\"");
        foreach (var i in Enumerable.Range(0, 3))
            await CreateAsync(cluster, $"high{i}", "\"cpu\":\"1\"", "\"priorityClassName\":\"priorityclasses-high\"");
        await cluster.UntilAsync(ClusterResources.Pods, all => all.Count(p => Scheduled(p).Str("message") == "no nodes available to schedule pods") == 6);
        await cluster.StopAsync();
        await cluster.ResumeAsync(cluster.Options with { NodePools = [new("default-pool", "e2-standard-4", 1)] });
        var pods = await cluster.UntilAsync(ClusterResources.Pods, all => all.Count(Bound) == 3);
        Assert.All(pods.Where(Bound), p => Assert.StartsWith("high", p.Name()));
    }

    [Fact]
    public async Task A_missing_claim_holds_a_pod_back_until_it_is_there()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "p", spec: "\"volumes\":[{\"name\":\"v\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]");
        await cluster.UntilAsync(ClusterResources.Pods, "p", p => (Scheduled(p).Str("message") ?? "").StartsWith("0/3 nodes are available: persistentvolumeclaim \"data\" not found. preemption: ", StringComparison.Ordinal));
        await cluster.CreateAsync(ClusterResources.StorageClasses, Json("""{"metadata":{"name":"slow"},"provisioner":"p","volumeBindingMode":"WaitForFirstConsumer"}"""));
        await cluster.CreateAsync(ClusterResources.PersistentVolumeClaims, Json("""{"metadata":{"name":"data"},"spec":{"storageClassName":"slow","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}"""));
        var pod = await cluster.UntilAsync(ClusterResources.Pods, "p", Bound);
        await cluster.UntilAsync(ClusterResources.PersistentVolumeClaims, "data", c => c.Annotation("volume.kubernetes.io/selected-node") == pod.Str("spec", "nodeName"));
    }

    [Fact]
    public async Task A_pod_of_another_scheduler_is_left_to_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "theirs", spec: "\"schedulerName\":\"another\"");
        await CreateAsync(cluster, "ours");
        await cluster.UntilAsync(ClusterResources.Pods, "ours", Bound);
        var theirs = await cluster.Api.GetAsync(new(ClusterResources.Pods, "default", "theirs"), default);
        Assert.False(Bound(theirs) || Scheduled(theirs) is not null);
    }
}
