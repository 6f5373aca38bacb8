using System.Text.Json.Nodes;
using static Geofed.Simulation.Tests.Scheduling.Samples;

namespace Geofed.Simulation.Tests.Scheduling;

public class PodPlacementTests
{
    private const string Gpu = "\"taints\":[{\"key\":\"nvidia.com/gpu\",\"value\":\"present\",\"effect\":\"NoSchedule\"}]";
    private const string GpuToleration = "\"tolerations\":[{\"key\":\"nvidia.com/gpu\",\"operator\":\"Exists\",\"effect\":\"NoSchedule\"}]";

    [Fact]
    public void A_pod_that_fits_nowhere_is_told_why_in_upstreams_words()
    {
        var cluster = Cluster(Node("a"), Node("b"), Node("g1", others: "\"nvidia.com/gpu\":\"1\"", spec: Gpu), Node("g2", others: "\"nvidia.com/gpu\":\"1\"", spec: Gpu), Node("g3", others: "\"nvidia.com/gpu\":\"1\"", spec: Gpu));
        var wanting = Pod("p", "\"nvidia.com/gpu\":\"1\"");
        Assert.Equal((null, "0/5 nodes are available: 2 Insufficient nvidia.com/gpu, 3 node(s) had untolerated taint {nvidia.com/gpu: present}. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling."), cluster.Decide(wanting));
        Assert.Contains(cluster.Put(Pod("q", "\"nvidia.com/gpu\":\"1\"", GpuToleration)), (string[])["g1", "g2", "g3"]);
    }

    [Fact]
    public void Preemption_could_help_where_others_take_the_room()
    {
        var cluster = Cluster(Node("a", cpu: "2"), Node("b", cpu: "1"));
        cluster.Put(Pod("first", "\"cpu\":\"1500m\""));
        var late = Pod("late", "\"cpu\":\"1500m\"");
        Assert.Equal("0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.", cluster.Decide(late).Message);
        var never = Pod("never", "\"cpu\":\"1500m\"", "\"preemptionPolicy\":\"Never\"");
        Assert.Equal("0/2 nodes are available: 2 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.", cluster.Decide(never).Message);
    }

    [Theory]
    [InlineData("\"nodeSelector\":{\"disk\":\"ssd\"}", "node(s) didn't match Pod's node affinity/selector")]
    [InlineData("\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"topology.kubernetes.io/zone\",\"operator\":\"In\",\"values\":[\"z\"]}]}]}}}", "node(s) didn't match Pod's node affinity/selector")]
    [InlineData("\"affinity\":{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":\"topology.kubernetes.io/zone\",\"labelSelector\":{\"matchLabels\":{\"app\":\"none\"}}}]}}", "node(s) didn't match pod affinity rules")]
    [InlineData("\"topologySpreadConstraints\":[{\"topologyKey\":\"rack\",\"maxSkew\":1,\"whenUnsatisfiable\":\"DoNotSchedule\",\"labelSelector\":{}}]", "node(s) didn't match pod topology spread constraints (missing required label)")]
    public void Each_rule_has_its_reason(string spec, string reason) =>
        Assert.StartsWith($"0/1 nodes are available: 1 {reason}. preemption: 0/1 nodes are available: 1 Preemption", Cluster(Node("a")).Decide(Pod("p", spec: spec)).Message);

    [Fact]
    public void A_pod_can_ask_for_a_node_by_its_name_as_those_of_DaemonSets_do()
    {
        const string There = "\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"matchFields\":[{\"key\":\"metadata.name\",\"operator\":\"In\",\"values\":[\"b\"]}]}]}}}";
        Assert.Equal("b", Cluster(Node("a"), Node("b"), Node("c")).Decide(Pod("p", spec: There)).Node);
    }

    [Fact]
    public void A_cordoned_node_takes_only_pods_that_tolerate_it()
    {
        var cluster = Cluster(Node("a", spec: "\"unschedulable\":true"));
        Assert.StartsWith("0/1 nodes are available: 1 node(s) were unschedulable. preemption: ", cluster.Decide(Pod("p")).Message);
        Assert.Equal("a", cluster.Decide(Pod("d", spec: "\"tolerations\":[{\"key\":\"node.kubernetes.io/unschedulable\",\"operator\":\"Exists\",\"effect\":\"NoSchedule\"}]")).Node);
    }

    [Fact]
    public void Pods_and_host_ports_are_counted()
    {
        static JsonObject Listening(string name) => Json($$"""
            { "metadata": { "name": "{{name}}" }, "spec": { "containers": [ { "name": "c", "ports": [ { "containerPort": 80, "hostPort": 8080 } ] } ] } }
            """);
        var cluster = Cluster(Node("a", pods: 1));
        cluster.Put(Listening("p"));
        Assert.StartsWith("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", cluster.Decide(Listening("q")).Message);
        Assert.StartsWith("0/1 nodes are available: 1 Too many pods.", cluster.Decide(Pod("r")).Message);
    }

    [Fact]
    public void Without_nodes_there_is_nothing_to_say_of_them() => Assert.Equal("no nodes available to schedule pods", Cluster().Decide(Pod("p")).Message);

    [Fact]
    public void Pods_that_keep_apart_do_and_others_respect_it()
    {
        const string Apart = "\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":\"kubernetes.io/hostname\",\"labelSelector\":{\"matchLabels\":{\"app\":\"x\"}}}]}}";
        var cluster = Cluster(Node("a"), Node("b"));
        Assert.NotEqual(cluster.Put(Pod("p", spec: Apart, labels: "\"app\":\"x\"")), cluster.Put(Pod("q", spec: Apart, labels: "\"app\":\"x\"")));
        Assert.StartsWith("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.", cluster.Decide(Pod("r", spec: Apart, labels: "\"app\":\"x\"")).Message);
        Assert.StartsWith("0/2 nodes are available: 2 node(s) didn't satisfy existing pods anti-affinity rules.", cluster.Decide(Pod("s", labels: "\"app\":\"x\"")).Message);
    }

    [Fact]
    public void Pods_that_want_to_be_together_are_and_the_first_may_begin()
    {
        const string Together = "\"affinity\":{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"topologyKey\":\"topology.kubernetes.io/zone\",\"labelSelector\":{\"matchLabels\":{\"app\":\"x\"}}}]}}";
        var cluster = Cluster(Node("a1", "a"), Node("b1", "b"), Node("b2", "b"));
        cluster.Place(Read(Pod("p", labels: "\"app\":\"x\"")), "b1");
        Assert.StartsWith("b", cluster.Put(Pod("q", spec: Together)));
        var empty = Cluster(Node("a1", "a"));
        Assert.Equal("a1", empty.Decide(Pod("p", spec: Together, labels: "\"app\":\"x\"")).Node);
    }

    [Fact]
    public void Spread_pods_differ_by_no_more_than_the_skew()
    {
        const string Even = "\"topologySpreadConstraints\":[{\"topologyKey\":\"topology.kubernetes.io/zone\",\"maxSkew\":1,\"whenUnsatisfiable\":\"DoNotSchedule\",\"labelSelector\":{\"matchLabels\":{\"app\":\"x\"}}}]";
        var cluster = Cluster(Node("a1", "a"), Node("a2", "a"), Node("b1", "b", cpu: "1"));
        var zones = Enumerable.Range(0, 4).Select(i => cluster.Put(Pod($"p{i}", "\"cpu\":\"500m\"", Even, "\"app\":\"x\""))[0]).ToList();
        Assert.Equal((2, 2), (zones.Count(z => z == 'a'), zones.Count(z => z == 'b')));
        Assert.Equal('a', cluster.Put(Pod("one-more", "\"cpu\":\"500m\"", Even, "\"app\":\"x\""))[0]);
        Assert.StartsWith("0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match pod topology spread constraints.", cluster.Decide(Pod("too-many", "\"cpu\":\"500m\"", Even, "\"app\":\"x\"")).Message);
    }

    [Fact]
    public void Pods_of_one_controller_spread_over_zones_and_nodes()
    {
        var cluster = Cluster(Node("a1", "a"), Node("a2", "a"), Node("a3", "a"), Node("b1", "b"), Node("c1", "c"));
        var nodes = Enumerable.Range(0, 6).Select(i =>
        {
            var pod = Pod($"p{i}", "\"cpu\":\"100m\"");
            pod["metadata"]!["ownerReferences"] = Json("""{"a":[{"uid":"rs","controller":true}]}""")["a"]!.DeepClone();
            return cluster.Put(pod);
        }).ToList();
        Assert.Equal("abc", string.Concat(nodes.Take(3).Select(n => n[0]).Order()));
        Assert.True(nodes.Distinct().Count() >= 4, string.Join(" ", nodes));
    }

    [Fact]
    public void Preferences_decide_among_nodes_that_will_do()
    {
        const string Ssd = "\"affinity\":{\"nodeAffinity\":{\"preferredDuringSchedulingIgnoredDuringExecution\":[{\"weight\":100,\"preference\":{\"matchExpressions\":[{\"key\":\"disk\",\"operator\":\"In\",\"values\":[\"ssd\"]}]}}]}}";
        var cluster = Cluster(Node("a"), Node("b", labels: "\"disk\":\"ssd\""), Node("c", spec: "\"taints\":[{\"key\":\"k\",\"effect\":\"PreferNoSchedule\"}]"));
        Assert.Equal("b", cluster.Put(Pod("p", spec: Ssd)));
        Assert.NotEqual("c", cluster.Put(Pod("q")));
    }
}
