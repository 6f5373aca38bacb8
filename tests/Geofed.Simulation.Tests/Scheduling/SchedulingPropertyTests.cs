using CsCheck;
using Geofed.Simulation.Scheduling;
using static Geofed.Simulation.Tests.Scheduling.Samples;

namespace Geofed.Simulation.Tests.Scheduling;

public class SchedulingPropertyTests
{
    private static readonly Gen<(int Cpu, int Memory, int Gpus, int Pods)> AnyNode = Gen.Select(Gen.Int[1, 8], Gen.Int[1, 32], Gen.Int[0, 4], Gen.Int[1, 12]);
    private static readonly Gen<(int MilliCpu, int Memory, int Gpus)> AnyPod = Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 8], Gen.Int[0, 2]);

    [Fact]
    public void No_node_is_ever_overcommitted_and_nobody_waits_while_there_is_room() => Gen.Select(AnyNode.Array[1, 8], AnyPod.Array[0, 60], Gen.Int[0, 100]).Sample((nodes, pods, leaving) =>
    {
        var cluster = Cluster([.. nodes.Select((n, i) => Node($"n{i}", cpu: $"{n.Cpu}", memory: $"{n.Memory}Gi", pods: n.Pods, others: $"\"nvidia.com/gpu\":\"{n.Gpus}\""))]);
        for (var i = 0; i < pods.Length; i++)
        {
            var (milliCpu, memory, gpus) = pods[i];
            var pod = Read(Pod($"p{i}", $"\"cpu\":\"{milliCpu}m\",\"memory\":\"{memory}Gi\",\"nvidia.com/gpu\":\"{gpus}\""));
            var (node, _) = PodPlacement.Decide(pod, cluster, ClaimCheck.None);
            if (node is not null)
                cluster.Place(pod, node.Name);
            else
                Assert.DoesNotContain(cluster.Nodes, n => Fits(n, n.Requested + pod.Requests, n.Pods.Count + 1));
            // Some leave again, and make room.
            if (i * 37 % 100 < leaving)
                cluster.Remove(new("default", $"p{i / 2}"));
        }
        Assert.All(cluster.Nodes, n => Assert.True(Fits(n, n.Requested, n.Pods.Count), n.Name));
        Assert.All(cluster.Nodes, n => Assert.Equal(n.Pods.Sum(p => p.Requests.MilliCpu), n.Requested.MilliCpu));
    });

    private static bool Fits(NodeState node, ResourceAmounts requested, int pods) =>
        requested.MilliCpu <= node.Allocatable.MilliCpu && requested.Memory <= node.Allocatable.Memory && pods <= node.Allocatable.Other("pods")
        && requested.Other("nvidia.com/gpu") <= node.Allocatable.Other("nvidia.com/gpu");

    [Fact]
    public void A_thousand_pods_find_their_places_on_two_hundred_nodes()
    {
        var cluster = Cluster([.. Enumerable.Range(0, 200).Select(i => Node($"n{i:000}", $"z{i % 3}"))]);
        var pods = Enumerable.Range(0, 1000).Select(i => Pod($"p{i}", "\"cpu\":\"500m\"", labels: "\"app\":\"x\"",
            spec: "\"topologySpreadConstraints\":[{\"topologyKey\":\"topology.kubernetes.io/zone\",\"maxSkew\":1,\"whenUnsatisfiable\":\"DoNotSchedule\",\"labelSelector\":{\"matchLabels\":{\"app\":\"x\"}}}]")).ToList();
        Assert.All(pods, pod => cluster.Put(pod));
    }
}
