using System.Text.Json.Nodes;
using Geofed.Placement.Capacity;

namespace Geofed.Placement.Tests.Capacity;

public class NoRoomReasonTests
{
    private const string Ready = """{ "type": "Ready", "status": "True" }""";

    [Theory]
    [InlineData("", """{ "resourceRequest": { "cpu": "1" } }""", "it has no nodes")]
    [InlineData("""{ "spec": { "unschedulable": true } }""", """{ "resourceRequest": { "cpu": "1" } }""", "all its nodes are cordoned or not ready")]
    [InlineData("{}", """{ "nodeClaim": { "nodeSelector": { "cloud.google.com/gke-accelerator": "nvidia-l4" } } }""", "no node has a GPU 'nvidia-l4'")]
    [InlineData("{}", """{ "nodeClaim": { "nodeSelector": { "disk": "ssd" } } }""", "no node is one that its node selector or affinity means")]
    [InlineData("""{ "spec": { "taints": [ { "key": "team", "value": "a", "effect": "NoSchedule" } ] } }""", """{ "resourceRequest": { "cpu": "1" } }""", "its nodes have the taint team=a:NoSchedule, which its pods do not tolerate")]
    [InlineData("""{ "status": { "allocatable": { "cpu": "1500m", "pods": "9" } } }""", """{ "resourceRequest": { "cpu": "2" } }""", "a replica needs 2 cpu on one node, and at most 1.5 is free")]
    [InlineData("""{ "status": { "allocatable": { "cpu": "4", "pods": "9" } } }""", """{ "resourceRequest": { "nvidia.com/gpu": "1" } }""", "a replica needs 1 nvidia.com/gpu on one node, and none is free")]
    [InlineData("""{ "status": { "allocatable": { "memory": "3Gi", "pods": "9" } } }""", """{ "resourceRequest": { "memory": "8Gi" } }""", "a replica needs 8Gi memory on one node, and at most 3Gi is free")]
    [InlineData("""{ "status": { "allocatable": { "cpu": "4", "pods": "0" } } }""", """{ "resourceRequest": { "cpu": "1" } }""", "its nodes take no more pods")]
    public void It_is_the_first_thing_that_keeps_a_replica_out(string node, string requirements, string reason)
    {
        var room = Room(node.Length == 0 ? [] : [node]);
        var claim = ReplicaClaim.From(JsonNode.Parse(requirements)!.AsObject());
        Assert.Equal((0, reason), (room.Fits(claim), NoRoomReason.Of(room, claim)));
    }

    [Fact]
    public void What_is_free_on_two_nodes_is_not_on_one()
    {
        var room = Room("""{ "status": { "allocatable": { "cpu": "8", "memory": "1Gi", "pods": "9" } } }""", """{ "status": { "allocatable": { "cpu": "1", "memory": "8Gi", "pods": "9" } } }""");
        var claim = ReplicaClaim.From(JsonNode.Parse("""{ "resourceRequest": { "cpu": "4", "memory": "4Gi" } }""")!.AsObject());
        Assert.Equal((0, "no one node has all that a replica needs"), (room.Fits(claim), NoRoomReason.Of(room, claim)));
    }

    private static ClusterRoom Room(params string[] nodes) => ClusterRoom.Of(nodes.Select((text, i) =>
    {
        var node = JsonNode.Parse(text)!.AsObject();
        node["metadata"] = new JsonObject { ["name"] = $"n{i}" };
        var status = node["status"] as JsonObject ?? [];
        node["status"] = status;
        status["conditions"] = new JsonArray(JsonNode.Parse(Ready));
        return node;
    }), []);
}
