using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What a pod waits for before it is scheduled, and before it is ready (validateSchedulingGates, validateReadinessGates).</summary>
internal static class GateRules
{
    public static void Readiness(JsonObject spec, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var gate in spec.Objects("readinessGates"))
            errors.Each($"{path}[{i++}].conditionType", gate.Str("conditionType") ?? "", Names.QualifiedName(gate.Str("conditionType") ?? ""));
    }

    public static void Scheduling(JsonObject spec, FieldErrors errors, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var gate in spec.Objects("schedulingGates"))
        {
            var (at, name) = ($"{path}[{i++}]", gate.Str("name") ?? "");
            errors.Each(at, name, Names.QualifiedName(name));
            if (!names.Add(name))
                errors.Duplicate(at, name);
        }
    }

    /// <summary>Gates may only be taken away.</summary>
    public static void Changed(JsonObject spec, JsonObject before, FieldErrors errors, string path)
    {
        var old = before.Objects("schedulingGates").Select(g => g.Str("name")).ToHashSet();
        var i = 0;
        foreach (var gate in spec.Objects("schedulingGates"))
        {
            if (!old.Contains(gate.Str("name")))
                errors.Forbidden($"{path}[{i}].name", $"only deletion is allowed, but found new scheduling gate '{gate.Str("name")}'");
            i++;
        }
    }
}
