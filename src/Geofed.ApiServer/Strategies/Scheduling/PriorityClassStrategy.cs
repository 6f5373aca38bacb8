using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Scheduling;

/// <summary>PriorityClasses (pkg/apis/scheduling/v1/defaults.go, pkg/apis/scheduling/validation).</summary>
internal sealed class PriorityClassStrategy : ResourceStrategy
{
    private const int HighestForUsers = 1_000_000_000;

    public override bool HasGeneration => true;

    public override bool ChangesGeneration(JsonObject obj, JsonObject old) => false;

    public override void Default(JsonObject obj)
    {
        obj.SetWhenAbsent("preemptionPolicy", "PreemptLowerPriority");
        obj.SetWhenAbsent("value", 0);
        if (obj.Bool("globalDefault") == false)
            obj.Remove("globalDefault");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var name = obj.Name();
        var system = name is "system-node-critical" or "system-cluster-critical";
        if (name.StartsWith("system-", StringComparison.Ordinal) && !system)
            errors.Forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only. error: " + name + " is not a known system priority class");
        if (obj.Int("value") > HighestForUsers && !system)
            errors.Forbidden("value", $"maximum allowed value of a user defined priority is {HighestForUsers}");
        if (obj.Str("preemptionPolicy") is not (null or "Never" or "PreemptLowerPriority") and var policy)
            errors.NotSupported("preemptionPolicy", policy, "Never", "PreemptLowerPriority");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if ((obj.Int("value") ?? 0) != (old.Int("value") ?? 0))
            errors.Forbidden("value", "may not be changed in an update.");
        errors.Unchanged(obj["preemptionPolicy"], old["preemptionPolicy"], "preemptionPolicy");
    }
}
