using System.Text.Json.Nodes;
using Geofed.Placement.Rollouts;

namespace Geofed.Placement.Tests.Rollouts;

public class RolloutPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly JsonObject[] Clusters = [Cluster("b1", "eu"), Cluster("a2", "us"), Cluster("a1", "us"), Cluster("c1", "asia")];

    [Theory]
    [InlineData(RolloutBy.Region, "eu", "eu=b1 asia=c1 us=a1,a2")]
    [InlineData(RolloutBy.Region, "", "asia=c1 eu=b1 us=a1,a2")]
    [InlineData(RolloutBy.Cluster, "a2,c1", "a2=a2 c1=c1 a1=a1 b1=b1")]
    public void WavesAreClustersOrRegionsInTheOrderAskedFor(RolloutBy by, string order, string waves)
    {
        var plan = RolloutPlan.For(Clusters, by, order.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(waves, string.Join(' ', plan.Waves.Select(w => $"{w.Name}={string.Join(',', w.Clusters)}")));
        Assert.Equal(plan.Waves.Skip(1).SelectMany(w => w.Clusters), plan.Suspended);
    }

    [Fact]
    public void APlanIsReadAsItWasWritten()
    {
        var plan = RolloutPlan.For(Clusters, RolloutBy.Region, []) with { Current = 1, NeedsApproval = true, Since = Now, Generation = 7, Deadline = TimeSpan.FromMinutes(3) };
        Assert.Equal(plan.ToString(), RolloutPlan.Parse(plan.ToString()).ToString());
        Assert.Throws<FormatException>(() => RolloutPlan.Parse("{"));
    }

    [Theory]
    [InlineData("""{ "applied": true, "health": "Healthy", "status": { "resourceTemplateGeneration": 7 } }""", 0, RolloutPhase.WaveDone)]
    [InlineData("""{ "applied": true, "health": "Healthy", "status": { "resourceTemplateGeneration": 6 } }""", 0, RolloutPhase.Progressing)]
    [InlineData("""{ "applied": true, "health": "Unhealthy", "status": { "resourceTemplateGeneration": 7 } }""", 60, RolloutPhase.Progressing)]
    [InlineData("""{ "applied": true, "health": "Unhealthy", "status": { "resourceTemplateGeneration": 7 } }""", 700, RolloutPhase.Failed)]
    [InlineData("""{ "appliedMessage": "quota exceeded", "health": "Unknown" }""", 700, RolloutPhase.Failed)]
    [InlineData("""{ "applied": true, "health": "Unknown" }""", 0, RolloutPhase.WaveDone)]
    public void AWaveIsDoneWhenEachOfItsClustersRunsTheChangeWell(string item, int seconds, RolloutPhase phase)
    {
        var status = JsonNode.Parse(item)!.AsObject();
        status["clusterName"] = "b1";
        var binding = new JsonObject
        {
            ["spec"] = new JsonObject { ["clusters"] = JsonNode.Parse("""[ { "name": "b1" }, { "name": "a1" } ]""") },
            ["status"] = new JsonObject { ["aggregatedStatus"] = new JsonArray(status) },
        };
        var plan = RolloutPlan.For(Clusters, RolloutBy.Region, ["eu"]) with { Generation = 7, Since = Now };
        var verdict = RolloutVerdict.Of(plan, binding, Now.AddSeconds(seconds));
        Assert.Equal(phase, verdict.Phase);
        if (status.ContainsKey("appliedMessage"))
            Assert.Contains("b1: quota exceeded", verdict.Message, StringComparison.Ordinal);
    }

    private static JsonObject Cluster(string name, string region) => JsonNode.Parse($$"""{ "metadata": { "name": "{{name}}" }, "spec": { "region": "{{region}}" } }""")!.AsObject();
}
