using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Detector;

/// <summary>Merge patches that replace values whole, and whether they would change anything.</summary>
internal static class MergePatches
{
    /// <summary>True when the object already says all that the patch says; null in the patch means absent.</summary>
    public static bool Holds(JsonNode? patch, JsonNode? value)
    {
        if (patch is not JsonObject fields)
            return JsonNavigation.Same(patch, value);
        return value is JsonObject o && fields.All(field => field.Value is null ? o[field.Key] is null : Holds(field.Value, o[field.Key]));
    }

    /// <summary>
    /// The patch that makes <paramref name="current"/> say exactly <paramref name="wanted"/>: keys that must go are null at any depth.
    /// </summary>
    public static JsonObject Exactly(JsonObject wanted, JsonObject? current)
    {
        var patch = wanted.Copy();
        foreach (var (key, before) in current ?? [])
        {
            if (!patch.ContainsKey(key))
                patch[key] = null;
            else if (patch[key] is JsonObject after && before is JsonObject child)
                patch[key] = Exactly(after, child);
        }
        return patch;
    }
}
