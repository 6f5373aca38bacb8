using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Failover;

/// <summary>The placement by which a binding has its clusters: its tolerations count for what runs there, not those of a policy that is not applied yet.</summary>
internal static class AppliedPlacement
{
    public static JsonObject? Of(JsonObject binding)
    {
        try
        {
            if (binding.Annotation(KarmadaMarks.AppliedPlacement) is { Length: > 0 } text && JsonNode.Parse(text) is JsonObject applied)
                return applied;
        }
        catch (JsonException)
        {
            // Somebody has written into the annotation; the placement itself is the next best.
        }
        return binding.Obj("spec", "placement");
    }
}
