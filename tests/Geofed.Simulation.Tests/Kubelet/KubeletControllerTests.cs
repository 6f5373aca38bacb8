using System.Text.Json.Nodes;
using Geofed.Model;
using Microsoft.Extensions.Time.Testing;
using static Geofed.Simulation.Tests.Scheduling.Samples;

namespace Geofed.Simulation.Tests.Kubelet;

public class KubeletControllerTests
{
    private static bool Ready(JsonObject pod) => PodConditions.IsTrue(pod, "Ready");

    private static ResourcePath PathOf(string name) => new(ClusterResources.Pods, "default", name);

    private static Task<JsonObject> CreateAsync(TestCluster cluster, string name, string spec = "", string? annotations = null)
    {
        var pod = Pod(name, spec: spec);
        pod["metadata"]!.AsObject().Remove("uid");
        if (annotations is not null)
            pod["metadata"]!["annotations"] = JsonNode.Parse(annotations);
        return cluster.CreateAsync(ClusterResources.Pods, pod);
    }

    [Fact]
    public async Task Pods_become_ready_with_addresses_of_their_nodes_ranges_and_events()
    {
        await using var cluster = await TestCluster.StartAsync();
        foreach (var i in Enumerable.Range(0, 12))
            await CreateAsync(cluster, $"p{i}");
        var pods = await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 12 && all.All(Ready));
        Assert.Equal(12, pods.Select(p => p.Str("status", "podIP")).Distinct().Count());
        var nodes = (await cluster.Api.ListAsync(new(ClusterResources.Nodes), ListOptions.All, default)).Items.ToDictionary(n => n.Name());
        Assert.All(pods, p =>
        {
            var node = nodes[p.Str("spec", "nodeName")!];
            Assert.StartsWith(node.Str("spec", "podCIDR")![..^4], p.Str("status", "podIP"), StringComparison.Ordinal);
            Assert.Contains(node.Objects("status", "addresses"), a => a.Str("address") == p.Str("status", "hostIP"));
            Assert.Equal("BestEffort", p.Str("status", "qosClass"));
        });
        await cluster.UntilAsync(ClusterResources.Events, all => ((string[])["Scheduled", "Pulled", "Created", "Started"]).All(reason => all.Count(e => e.Str("reason") == reason) == 12));
    }

    [Fact]
    public async Task A_pod_waits_for_its_ConfigMap_and_Secret_and_then_starts()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "p", "\"volumes\":[{\"name\":\"v\",\"secret\":{\"secretName\":\"keys\"}}]");
        await cluster.UntilAsync(ClusterResources.Events, all => all.Any(e => e.Str("reason") == "FailedMount" && e.Str("message") == "MountVolume.SetUp failed for volume \"v\" : secret \"keys\" not found"));
        await CreateAsync(cluster, "q");
        await cluster.UntilAsync(ClusterResources.Pods, "q", Ready);
        await cluster.CreateAsync(ClusterResources.Secrets, Json("""{"metadata":{"name":"keys"},"stringData":{"k":"v"}}"""));
        await cluster.UntilAsync(ClusterResources.Pods, "p", Ready);
        Assert.Equal(1, (await cluster.UntilAsync(ClusterResources.Events, _ => true)).Single(e => e.Str("reason") == "FailedMount").Int("count"));
    }

    [Fact]
    public async Task A_deleted_pod_ends_soon_however_long_it_is_given()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { PodStop = TimeSpan.FromMilliseconds(20) });
        await CreateAsync(cluster, "p", "\"terminationGracePeriodSeconds\":3600");
        await cluster.UntilAsync(ClusterResources.Pods, "p", Ready);
        await cluster.Api.DeleteAsync(PathOf("p"), new(), default);
        await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 0);
        await cluster.UntilAsync(ClusterResources.Events, all => all.Any(e => e.Str("message") == "Stopping container c"));
    }

    [Fact]
    public async Task A_deleted_pod_that_somebody_counts_on_says_first_how_it_ended()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { PodStop = TimeSpan.Zero });
        await CreateAsync(cluster, "p", "\"restartPolicy\":\"Never\"");
        await cluster.UntilAsync(ClusterResources.Pods, "p", Ready);
        await cluster.Api.PatchAsync(PathOf("p"), PatchKind.Merge, Json("""{"metadata":{"finalizers":["batch.kubernetes.io/job-tracking"]}}"""), new(), default);
        await cluster.Api.DeleteAsync(PathOf("p"), new(), default);
        await cluster.UntilAsync(ClusterResources.Pods, "p", p => p.Str("status", "phase") == "Failed" && p.Int("metadata", "deletionGracePeriodSeconds") == 0);
        await cluster.Api.PatchAsync(PathOf("p"), PatchKind.Merge, Json("""{"metadata":{"finalizers":null}}"""), new(), default);
        await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 0);
    }

    [Fact]
    public async Task A_cluster_played_again_finds_its_pods_as_they_were()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "server");
        var before = await cluster.UntilAsync(ClusterResources.Pods, "server", Ready);
        await cluster.StopAsync();
        await CreateAsync(cluster, "late");
        await cluster.ResumeAsync();
        var late = await cluster.UntilAsync(ClusterResources.Pods, "late", Ready);
        var after = await cluster.Api.GetAsync(PathOf("server"), default);
        Assert.Equal(before.ResourceVersion(), after.ResourceVersion());
        Assert.NotEqual(before.Str("status", "podIP"), late.Str("status", "podIP"));
    }

    [Fact]
    public async Task A_NoExecute_taint_drives_out_those_who_do_not_tolerate_it_and_the_others_later()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { NodePools = [new("default-pool", "e2-standard-4", 1)], PodStop = TimeSpan.Zero });
        const string Tolerant = "\"tolerations\":[{\"key\":\"out\",\"operator\":\"Exists\",\"effect\":\"NoExecute\"}]";
        await CreateAsync(cluster, "leaves");
        await CreateAsync(cluster, "leaves-later", Tolerant.Replace("}]", ",\"tolerationSeconds\":1}]", StringComparison.Ordinal));
        await CreateAsync(cluster, "stays", Tolerant);
        var pods = await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 3 && all.All(Ready));
        var node = new ResourcePath(ClusterResources.Nodes, null, pods[0].Str("spec", "nodeName")!);
        await cluster.Api.PatchAsync(node, PatchKind.Merge, Json("""{"spec":{"taints":[{"key":"out","effect":"NoExecute"}]}}"""), new(), default);
        await cluster.UntilAsync(ClusterResources.Pods, all => all.All(p => p.Name() != "leaves"));
        await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 1 && all[0].Name() == "stays");
        await cluster.UntilAsync(ClusterResources.Events, all => all.Any(e => e.Str("message") == "Marking for deletion Pod default/leaves-later"));
    }

    [Fact]
    public async Task Pods_of_nodes_that_go_are_deleted()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "p");
        await cluster.UntilAsync(ClusterResources.Pods, "p", Ready);
        await cluster.StopAsync();
        await cluster.ResumeAsync(cluster.Options with { NodePools = [] });
        await cluster.UntilAsync(ClusterResources.Pods, all => all.Count == 0);
    }

    [Fact]
    public async Task A_pod_whose_node_never_comes_is_deleted_after_a_while()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { Time = time });
        await CreateAsync(cluster, "p", "\"nodeName\":\"nowhere\"");
        await cluster.AdvanceUntilAsync(time, TimeSpan.FromSeconds(10), ClusterResources.Pods, all => all.Count == 0);
    }

    [Fact]
    public async Task A_rehearsed_failure_shows_as_it_would_in_a_cluster()
    {
        await using var cluster = await TestCluster.StartAsync();
        await CreateAsync(cluster, "p", annotations: """{"simulation.geofed.io/exit-code":"1","simulation.geofed.io/duration":"10ms"}""");
        var pod = await cluster.UntilAsync(ClusterResources.Pods, "p", p => p.Objects("status", "containerStatuses").Any(c => c.Str("state", "waiting", "reason") == "CrashLoopBackOff"));
        Assert.Equal(1, pod.Objects("status", "containerStatuses").First().Int("restartCount"));
        await cluster.UntilAsync(ClusterResources.Events, all => all.Any(e => e.Str("reason") == "BackOff"));
    }

    [Fact]
    public async Task An_idle_cluster_writes_one_lease_a_node_every_forty_seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var cluster = await TestCluster.StartAsync(TestCluster.Quick with { Time = time });
        await cluster.AdvanceUntilAsync(time, TimeSpan.FromSeconds(5), ClusterResources.Leases, all => all.Count == 3);
        // What every namespace has is written while the nodes come up.
        var namespaces = (await cluster.Api.ListAsync(new(ClusterResources.Namespaces), ListOptions.All, default)).Items.Count;
        foreach (var resource in new[] { ClusterResources.ServiceAccounts, ClusterResources.ConfigMaps })
            await cluster.AdvanceUntilAsync(time, TimeSpan.FromMilliseconds(10), resource, all => all.Count == namespaces);
        var settled = await cluster.Api.ListAsync(new(ClusterResources.Leases), ListOptions.All, default);
        var before = long.Parse(settled.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture);
        var renewed = settled.Items.ToDictionary(l => l.Name(), l => l.ResourceVersion());
        await cluster.AdvanceUntilAsync(time, TimeSpan.FromSeconds(5), ClusterResources.Leases, all => all.All(l => l.ResourceVersion() != renewed[l.Name()]));
        var list = await cluster.Api.ListAsync(new(ClusterResources.Leases), ListOptions.All, default);
        Assert.Equal(before + 3, long.Parse(list.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture));
    }
}
