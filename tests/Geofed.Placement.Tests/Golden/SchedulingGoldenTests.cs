using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Policies;
using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Tests.Golden;

public class SchedulingGoldenTests
{
    [Fact]
    public void Policies_match_as_Karmada_matches_them() => GoldenCases.AllMatch(GoldenCases.Of("match"), c =>
    {
        var (o, pps, cpps) = (c.Obj("input", "object")!, c.Objects("input", "propagationPolicies").ToList(), c.Objects("input", "clusterPropagationPolicies").ToList());
        var pp = PolicyMatcher.Match(o, pps, []);
        return new JsonObject
        {
            ["propagationPolicy"] = pp?.Key().ToString(),
            ["clusterPropagationPolicy"] = PolicyMatcher.Best(o, cpps)?.Name(),
            ["winner"] = PolicyMatcher.Match(o, pps, cpps)?.Key().ToString(),
        };
    }, c =>
    {
        var output = c.Obj("output").Copy()!;
        if (output.Str("winner") is { } winner)
            output["winner"] = winner[(winner.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return output;
    });

    [Fact]
    public void Bindings_are_scheduled_as_Karmada_schedules_them() => GoldenCases.AllMatch(
        GoldenCases.Of("schedule").Where(c => c.Bool("output", "dependsOnGoSort") != true),
        c =>
        {
            var options = new SchedulerOptions { RefuseSpreadAsKarmada = true, EmptyWorkloadPropagation = c.Bool("input", "enableEmptyWorkloadPropagation") == true };
            var result = Scheduler.Schedule(c.Obj("input", "binding")!, [.. c.Objects("input", "clusters")], options);
            var output = new JsonObject { ["targets"] = Targets(result.Targets, c) };
            if (result.Failure is not null)
            {
                output["errorType"] = result.Failure switch { ScheduleFailure.NoClusterFit => "FitError", ScheduleFailure.Unschedulable => "Unschedulable", _ => "Error" };
                if (c.Bool("output", "errorTextUnspecified") != true)
                    output["error"] = result.Message;
            }
            output["observed"] = result.ObservedAffinityName;
            output["reason"] = result.Reason;
            output["filtered"] = Filtered(result.Filtered);
            return output;
        },
        c => new JsonObject
        {
            ["targets"] = c.At("output", "targets")?.DeepClone(),
            ["errorType"] = c.Str("output", "errorType"),
            ["error"] = c.Str("output", "error"),
            ["observed"] = c.Str("output", "after", "schedulerObservingAffinityName"),
            ["reason"] = c.Str("output", "after", "scheduled", "reason"),
            ["filtered"] = ExpectedFiltered(c),
        });

    [Fact]
    public void Replicas_are_divided_as_Karmada_divides_them() => GoldenCases.AllMatch(
        GoldenCases.Of("divide").Where(c => c.Bool("output", "dependsOnGoSort") != true),
        c =>
        {
            try
            {
                var binding = new JsonObject { ["spec"] = c.At("input", "spec")?.DeepClone(), ["status"] = c.At("input", "status")?.DeepClone() };
                var problem = new SchedulingProblem(binding, Observed(binding));
                var candidates = c.Objects("input", "candidates").Select(o => ToCandidate(o, problem)).ToList();
                return new JsonObject { ["targets"] = Targets(ReplicaAssignment.Assign(problem, candidates), c) };
            }
            catch (ScheduleException e)
            {
                return new JsonObject { ["error"] = e.Message };
            }
        },
        c => new JsonObject { ["targets"] = c.At("output", "targets")?.DeepClone(), ["error"] = c.Str("output", "error") });

    [Fact]
    public void Rescheduling_is_triggered_as_by_Karmada() => GoldenCases.AllMatch(GoldenCases.Of("trigger"), c =>
    {
        var clusters = c.Objects("input", "clusters").ToDictionary(cluster => cluster.Name());
        return RescheduleTrigger.ShouldSchedule(c.Obj("input", "binding")!, name => clusters.GetValueOrDefault(name));
    }, c => c.Bool("output", "scheduled"));

    private static JsonObject? Observed(JsonObject binding) => binding.Objects("spec", "placement", "clusterAffinities")
        .FirstOrDefault(t => t.Str("affinityName") == binding.Str("status", "schedulerObservingAffinityName"));

    private static Candidate ToCandidate(JsonObject o, SchedulingProblem problem)
    {
        var name = o.Str("name")!;
        var cluster = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = o.At("labels")?.DeepClone() },
            ["spec"] = new JsonObject { ["provider"] = o.Str("provider"), ["region"] = o.Str("region") },
        };
        var room = o.Int("allocatableReplicas") ?? 0;
        return new(new(cluster), 0, room, room + problem.PreviousReplicas(name), (int)(o.Int("overflowOrder") ?? 0));
    }

    private static JsonArray? Targets(IReadOnlyList<TargetCluster>? targets, JsonObject c)
    {
        if (targets is null)
            return null;
        if (c.Bool("output", "targetOrderUnspecified") == true)
            targets = [.. targets.OrderBy(t => t.Name, StringComparer.Ordinal)];
        return [.. targets.Select(t => new JsonObject { ["name"] = t.Name, ["replicas"] = t.Replicas })];
    }

    private static JsonObject Filtered(IReadOnlyDictionary<string, IReadOnlyList<string>> filtered) =>
        new([.. filtered.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)new JsonArray([.. f.Value.Select(r => JsonValue.Create(r))])))]);

    /// <summary>Clusters on their way out are dropped without a reason; the corpus words one.</summary>
    private static JsonObject ExpectedFiltered(JsonObject c) => new([.. (c.Obj("output", "filtered") ?? [])
        .Where(f => f.Value?.ToJsonString().Contains("deleting (skipped", StringComparison.Ordinal) != true)
        .Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))]);
}
