using System.Text.Json.Nodes;
using Geofed.Placement.Interpretation;

namespace Geofed.Placement.Tests;

public class CustomStatusTests
{
    [Theory]
    [InlineData("""{ "conditions": [ { "type": "Ready", "status": "True" } ] }""", true)]
    [InlineData("""{ "conditions": [ { "type": "Ready", "status": "False" } ] }""", false)]
    [InlineData("""{ "conditions": [ { "type": "Succeeded", "status": "Unknown" } ] }""", null)]
    [InlineData("""{ "conditions": [ { "type": "Complete", "status": "True" }, { "type": "Failed", "status": "True" } ] }""", false)]
    [InlineData("""{ "phase": "Failed" }""", false)]
    [InlineData("""{ "step": 4 }""", null)]
    public void HealthIsReadFromUsualConditions(string status, bool? healthy) =>
        Assert.Equal(healthy, CustomStatus.IsHealthy(new JsonObject { ["status"] = JsonNode.Parse(status) }));

    [Fact]
    public void StatusesOfSeveralClustersArePutTogether()
    {
        var items = JsonNode.Parse("""
            [ { "status": { "workers": 2, "done": true, "phase": "Running", "model": "m", "observedGeneration": 1, "nested": { "n": 1 }, "pods": [ "a" ],
                            "conditions": [ { "type": "Ready", "status": "True" } ] } },
              { "status": { "workers": 3, "done": false, "phase": "Pending", "model": "m", "observedGeneration": 4, "nested": { "n": 2 }, "pods": [ "b" ],
                            "conditions": [ { "type": "Ready", "status": "False", "reason": "x" } ] } } ]
            """)!.AsArray();
        var template = JsonNode.Parse("""{ "metadata": { "generation": 7 } }""")!.AsObject();
        Assert.Equal("""{"workers":5,"done":false,"model":"m","observedGeneration":7,"nested":{"n":3},"pods":["a","b"],"conditions":[{"type":"Ready","status":"False","reason":"x"}]}""",
            CustomStatus.Aggregate(template, items)!.ToJsonString());
        Assert.Null(CustomStatus.Aggregate(template, JsonNode.Parse("""[ { "clusterName": "a" } ]""")!.AsArray()));
    }
}
