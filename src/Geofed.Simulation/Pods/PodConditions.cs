using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>Conditions of pods: the time of the last transition moves only when the status does.</summary>
internal static class PodConditions
{
    public static JsonObject? Of(JsonObject pod, string type) => pod.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == type);

    public static bool IsTrue(JsonObject pod, string type) => Of(pod, type).Str("status") == "True";

    /// <summary>The conditions with this one as it is now; without reason and message where there is nothing to say.</summary>
    public static JsonArray With(JsonArray? conditions, string type, bool status, DateTimeOffset now, string? reason = null, string? message = null)
    {
        var value = status ? "True" : "False";
        var changed = conditions.Copy() ?? [];
        var old = changed.Objects().FirstOrDefault(c => c.Str("type") == type);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastTransitionTime"] = old.Str("status") == value ? old!["lastTransitionTime"].Copy() : KubeTime.Format(now),
        };
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        if (old is null)
            changed.Add((JsonNode)condition);
        else
            changed[changed.IndexOf(old)] = condition;
        return changed;
    }
}
