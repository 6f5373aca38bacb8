using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane;

/// <summary>metav1.Conditions of a status: the time of the last transition moves only when the status changes (apimachinery api/meta/conditions.go).</summary>
internal static class Conditions
{
    public static JsonArray With(JsonArray? conditions, string type, bool status, string reason, string message, DateTimeOffset now, long? observedGeneration = null)
    {
        var changed = conditions.Copy() ?? [];
        var condition = changed.Objects().FirstOrDefault(c => c.Str("type") == type);
        if (condition is null)
            changed.Add(condition = new JsonObject { ["type"] = type });
        var value = status ? "True" : "False";
        if (condition.Str("status") != value || condition.Str("lastTransitionTime") is null)
            condition["lastTransitionTime"] = KubeTime.Format(now);
        condition["status"] = value;
        condition["reason"] = reason;
        condition["message"] = message;
        if (observedGeneration is not null)
            condition["observedGeneration"] = observedGeneration;
        return changed;
    }

    public static JsonObject? Condition(this JsonNode? o, string type) =>
        o.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == type);

    public static bool IsTrue(this JsonNode? o, string type) => o.Condition(type).Str("status") == "True";
}
