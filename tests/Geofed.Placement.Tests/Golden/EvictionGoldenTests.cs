using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Eviction;

namespace Geofed.Placement.Tests.Golden;

public class EvictionGoldenTests
{
    [Fact]
    public void Taints_evict_as_in_Karmada() => Matches("needEviction", input =>
    {
        var verdict = TaintEviction.Judge(input.Obj("cluster")!, input.Obj("placement"), input.Bool("enableNoExecuteTaintEviction") == true, Now(input));
        var output = new JsonObject { ["evictNow"] = verdict.EvictNow };
        if (verdict.ToleratedForever)
            output["toleratedForever"] = true;
        if (verdict.RecheckAfter is { } time)
            output["recheckAfterSeconds"] = (long)time.TotalSeconds;
        return output;
    });

    [Fact]
    public void Clusters_are_evicted_as_by_Karmada() => Matches("evictCluster", input =>
    {
        var spec = input.Obj("spec").Copy()!;
        ClusterEviction.Evict(spec, input.Str("cluster")!, ClusterEviction.ByTaint(spec, input.Str("noExecuteTaintEvictionPurgeMode")));
        return new JsonObject { ["clusters"] = spec.At("clusters").Copy(), ["gracefulEvictionTasks"] = spec.At("gracefulEvictionTasks").Copy() };
    });

    [Fact]
    public void Evictions_end_as_in_Karmada() => Matches("assessEvictionTasks", input =>
    {
        var binding = new JsonObject
        {
            ["spec"] = new JsonObject { ["gracefulEvictionTasks"] = input.At("tasks").Copy(), ["clusters"] = input.At("clusters").Copy() },
            ["status"] = new JsonObject { ["aggregatedStatus"] = input.At("aggregatedStatus").Copy() },
        };
        var timeout = TimeSpan.FromSeconds(input.Int("timeoutSeconds") ?? 0);
        var result = EvictionTasks.Assess(binding, timeout, input.Bool("hasScheduled") == true, Now(input), keepLastCopy: false);
        return new JsonObject
        {
            ["kept"] = new JsonArray([.. result.Kept]),
            ["evicted"] = new JsonArray([.. result.Finished.Select(name => JsonValue.Create(name))]),
            ["retryAfterSeconds"] = (long)(result.RetryAfter?.TotalSeconds ?? 0),
        };
    });

    private static void Matches(string operation, Func<JsonObject, JsonNode?> compute) => GoldenCases.AllMatch(
        GoldenCases.Of("taints-failover").Where(c => c.Str("input", "op") == operation), c => compute(c.Obj("input")!), c => c.At("output"));

    private static DateTimeOffset Now(JsonObject input) => KubeTime.Parse(input.Str("now"))!.Value;
}
