using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Interpretation;

namespace Geofed.Placement.Tests.Golden;

public class InterpreterGoldenTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("aggregateStatus")]
    [InlineData("interpretHealth")]
    [InlineData("getReplicas")]
    [InlineData("reviseReplica")]
    [InlineData("getDependencies")]
    [InlineData("reflectStatus")]
    [InlineData("retain")]
    [InlineData("prune")]
    public void Kinds_are_interpreted_as_by_Karmada(string operation) => GoldenCases.AllMatch(
        GoldenCases.Of("status").Where(c => c.Str("input", "op") == operation),
        c =>
        {
            try
            {
                return Clean(Interpret(c.Obj("input")!), operation);
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException)
            {
                return "fails";
            }
        },
        c => c.At("output", "error") is not null ? "fails" : Clean(c.At("output", "result"), operation));

    private static JsonNode? Interpret(JsonObject input)
    {
        var o = input.Obj("object");
        switch (input.Str("op"))
        {
            case "aggregateStatus":
                return new JsonObject { ["status"] = ResourceInterpreter.AggregateStatus(o!, input.Arr("items"), Now) };
            case "interpretHealth":
                return ResourceInterpreter.InterpretHealth(o!);
            case "getReplicas":
                var needs = ResourceInterpreter.GetReplicas(o!);
                return new JsonObject { ["replicas"] = needs.Replicas, ["requirements"] = needs.Requirements };
            case "reviseReplica":
                return ResourceInterpreter.ReviseReplica(o!, input.Int("replica")!.Value);
            case "getDependencies":
                return new JsonArray([.. ResourceInterpreter.GetDependencies(o!).Select(d => d.ToJson())]);
            case "reflectStatus":
                return ResourceInterpreter.ReflectStatus(o!) is { } status ? new JsonObject { ["status"] = status } : new JsonObject { ["none"] = true };
            case "retain":
                return ResourceInterpreter.Retain(input.Obj("desired")!, input.Obj("observed")!);
            default:
                return ResourceInterpreter.Prune(o!);
        }
    }

    /// <summary>Times that read the clock, and the empty fields with which Go fills container statuses.</summary>
    private static JsonNode? Clean(JsonNode? result, string operation)
    {
        var copy = result?.DeepClone();
        foreach (var condition in copy.Objects("status", "conditions"))
        {
            foreach (var time in new[] { "lastProbeTime", "lastTransitionTime" })
            {
                if (condition.Str(time) == KubeTime.Format(Now))
                    condition[time] = "<now>";
            }
        }
        if (operation == "aggregateStatus")
        {
            foreach (var container in copy.Objects("status", "containerStatuses").Concat(copy.Objects("status", "initContainerStatuses")))
            {
                foreach (var key in container.Where(f => f.Value.Str() is "").Select(f => f.Key).ToList())
                    container.Remove(key);
            }
            if (copy.Str("status", "phase") is "")
                copy!["status"]!.AsObject().Remove("phase");
        }
        return copy;
    }
}
