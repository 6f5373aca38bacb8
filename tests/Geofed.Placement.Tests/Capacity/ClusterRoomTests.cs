using System.Text.Json.Nodes;
using Geofed.Placement.Capacity;

namespace Geofed.Placement.Tests.Capacity;

public class ClusterRoomTests
{
    private static readonly JsonObject[] Nodes =
    [
        Node("gpu-1", "8", taints: """[ { "key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule" } ]""", labels: """{ "accelerator": "a100" }"""),
        Node("gpu-2", "8", taints: """[ { "key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule" } ]""", labels: """{ "accelerator": "l4" }"""),
        Node("plain", "0"),
    ];

    private const string Tolerating = "\"tolerations\": [ { \"key\": \"nvidia.com/gpu\", \"operator\": \"Exists\" } ]";

    [Theory]
    [InlineData("""{ "resourceRequest": { "nvidia.com/gpu": "4" } }""", 0)]
    [InlineData("{ \"resourceRequest\": { \"nvidia.com/gpu\": \"4\" }, \"nodeClaim\": { " + Tolerating + " } }", 2)]
    [InlineData("{ \"resourceRequest\": { \"nvidia.com/gpu\": \"6\" }, \"nodeClaim\": { " + Tolerating + " } }", 0)]
    [InlineData("{ \"resourceRequest\": { \"nvidia.com/gpu\": \"1\" }, \"nodeClaim\": { " + Tolerating + ", \"nodeSelector\": { \"accelerator\": \"l4\" } } }", 5)]
    [InlineData("{ \"resourceRequest\": { \"nvidia.com/gpu\": \"1\" }, \"nodeClaim\": { " + Tolerating + ", \"hardNodeAffinity\": { \"nodeSelectorTerms\": [ { \"matchFields\": [ { \"key\": \"metadata.name\", \"operator\": \"In\", \"values\": [ \"gpu-1\" ] } ] } ] } } }", 5)]
    [InlineData("""{ "resourceRequest": { "cpu": "500m" } }""", 8)]
    public void FragmentedAndTaintedNodesFoolNobody(string requirements, long fits)
    {
        // Three of eight GPUs are taken on either node: ten are free, and no six together.
        var room = ClusterRoom.Of(Nodes, [Pod("gpu-1", 3), Pod("gpu-2", 3), Pod("gpu-2", 5, phase: "Succeeded")]);
        Assert.Equal(fits, room.Fits(ReplicaClaim.From(JsonNode.Parse(requirements)!.AsObject())));
    }

    [Fact]
    public void FreeGpusAreToldByTypeAndByNode()
    {
        JsonObject[] nodes = [Node("a", "8", labels: Type("nvidia-l4")), Node("b", "8", labels: Type("nvidia-l4")), Node("c", "4", labels: Type("nvidia-tesla-t4")), Node("plain", "0")];
        nodes[2]["spec"]!["unschedulable"] = true;
        Assert.Equal([new("nvidia-l4", 2, 16, 9, 5), new GpuRoom("nvidia-tesla-t4", 1, 4, 0, 0)], GpuRoom.Of(nodes, ClusterRoom.Of(nodes, [Pod("a", 4), Pod("b", 3)])));

        static string Type(string name) => $$"""{ "cloud.google.com/gke-accelerator": "{{name}}" }""";
    }

    [Fact]
    public void PodsThatWaitAndReplicasThatAreToComeAreThereFirst()
    {
        var four = ReplicaClaim.From(JsonNode.Parse("{ \"resourceRequest\": { \"nvidia.com/gpu\": \"4\" }, \"nodeClaim\": { " + Tolerating + " } }")!.AsObject());
        var room = ClusterRoom.Of(Nodes, [Pod(null, 4)]);
        Assert.Equal(3, room.Fits(four));
        Assert.Equal(1, room.Without([(four, 2)]).Fits(four));
        Assert.Equal(0, room.Without([(four, 20)]).Fits(four));
        Assert.Equal(3, room.Fits(four));
    }

    [Fact]
    public void ACordonedNodeAndOneThatIsNotReadyHaveNoRoom()
    {
        var cordoned = Node("a", "0");
        cordoned["spec"]!["unschedulable"] = true;
        var lost = Node("b", "0");
        lost["status"]!["conditions"] = JsonNode.Parse("""[ { "type": "Ready", "status": "Unknown" } ]""");
        Assert.Equal(0, ClusterRoom.Of([cordoned, lost], []).Fits(ReplicaClaim.From(null)));
    }

    [Fact]
    public void OnGkeWhoAsksForGpusToleratesTheTaintOfTheirNodes()
    {
        var taints = """[ { "key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule" } ]""";
        var room = ClusterRoom.Of([Node("gke", "8", taints, """{ "cloud.google.com/gke-nodepool": "gpus" }"""), Node("other", "8", taints)], []);
        Assert.Equal(2, room.Fits(ReplicaClaim.From(JsonNode.Parse("""{ "resourceRequest": { "nvidia.com/gpu": "4" } }""")!.AsObject())));
        Assert.Equal(0, room.Fits(ReplicaClaim.From(JsonNode.Parse("""{ "resourceRequest": { "cpu": "1" } }""")!.AsObject())));
    }

    private static JsonObject Node(string name, string gpus, string taints = "[]", string labels = "{}") => JsonNode.Parse($$"""
        { "metadata": { "name": "{{name}}", "labels": {{labels}} }, "spec": { "taints": {{taints}} },
          "status": { "allocatable": { "cpu": "4", "pods": "110", "nvidia.com/gpu": "{{gpus}}" } } }
        """)!.AsObject();

    private static JsonObject Pod(string? node, int gpus, string phase = "Running") => JsonNode.Parse($$"""
        { "spec": { "nodeName": {{(node is null ? "null" : $"\"{node}\"")}}, {{Tolerating}}, "containers": [ { "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] },
          "status": { "phase": "{{phase}}" } }
        """)!.AsObject();
}
