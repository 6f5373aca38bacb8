using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Conditions of a status. A condition's time of transition moves only when its status changes.</summary>
internal static class Conditions
{
    public static JsonObject? Condition(this JsonNode? o, string type) => o.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == type);

    public static bool IsTrue(this JsonNode? o, string type) => o.Condition(type).Str("status") == "True";

    /// <summary>The conditions with this one set; unchanged when status and reason (and the message, if it counts) are as before.</summary>
    public static JsonArray With(this JsonArray? conditions, string type, string status, string reason, string message, DateTimeOffset now, params ReadOnlySpan<string> moreTimes)
    {
        var before = conditions.Objects().FirstOrDefault(c => c.Str("type") == type);
        if (before.Str("status") == status && before.Str("reason") == reason && before.Str("message") == message)
            return conditions.Copy()!;
        var condition = new JsonObject { ["type"] = type, ["status"] = status };
        if (reason.Length > 0)
            condition["reason"] = reason;
        if (message.Length > 0)
            condition["message"] = message;
        foreach (var time in moreTimes)
            condition[time] = KubeTime.Format(now);
        condition["lastTransitionTime"] = before.Str("status") == status ? before.Str("lastTransitionTime") : KubeTime.Format(now);
        var changed = conditions.Without(type) ?? [];
        changed.Add((JsonNode)condition);
        return changed;
    }

    /// <summary>The conditions but this one; null when none is left.</summary>
    public static JsonArray? Without(this JsonArray? conditions, string type)
    {
        var rest = conditions.Objects().Where(c => c.Str("type") != type).Select(c => (JsonNode)c.Copy()).ToArray();
        return rest.Length > 0 ? new JsonArray(rest) : null;
    }
}
