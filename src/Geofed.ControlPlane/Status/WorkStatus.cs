using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Status;

/// <summary>The status of a Work: whether it is applied, and what its objects on the member report.</summary>
internal static class WorkStatus
{
    /// <summary>True when this very version of the Work was applied. Survives a restart, which therefore touches nothing that is as it should be.</summary>
    public static bool IsApplied(JsonObject work) =>
        work.IsTrue("Applied") && work.Condition("Applied").Int("observedGeneration") == work.Int("metadata", "generation");

    public static JsonObject Of(int ordinal, ApiResource resource, JsonObject live)
    {
        var status = new JsonObject
        {
            ["identifier"] = new JsonObject
            {
                ["ordinal"] = ordinal,
                ["group"] = resource.Resource.Group,
                ["version"] = resource.Resource.Version,
                ["kind"] = resource.Kind,
                ["resource"] = resource.Resource.Resource,
                ["namespace"] = live.Namespace() ?? "",
                ["name"] = live.Name(),
            },
        };
        if (ResourceInterpreter.ReflectStatus(live) is { } reflected)
            status["status"] = reflected;
        status["health"] = (ResourceInterpreter.InterpretHealth(live) ?? CustomStatus.IsHealthy(live)) switch { true => "Healthy", false => "Unhealthy", null => "Unknown" };
        return status;
    }

    public static JsonNode? Before(JsonObject work, int ordinal) =>
        work.Objects("status", "manifestStatuses").FirstOrDefault(s => s.Int("identifier", "ordinal") == ordinal).Copy();

    public static JsonObject Document(JsonObject work, JsonArray statuses, List<Exception> failures, DateTimeOffset now)
    {
        var (applied, reason, message) = failures.Count == 0
            ? (true, "AppliedSuccessful", "Manifest has been successfully applied")
            : (false, "AppliedFailed", "Failed to apply the manifest: " + string.Join("; ", failures.Select(f => f.Message)));
        var conditions = Conditions.With(work.Arr("status", "conditions"), "Applied", applied, reason, message, now, work.Int("metadata", "generation"));
        if (conditions.Objects().FirstOrDefault(c => c.Str("type") == "Dispatching") is { } dispatching)
            conditions.Remove(dispatching);
        return new() { ["conditions"] = conditions, ["manifestStatuses"] = statuses };
    }
}
