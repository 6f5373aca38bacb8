using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Programs;

/// <summary>The merge patch (RFC 7386) that makes one document of another.</summary>
public static class MergeDifference
{
    public static JsonObject Between(JsonObject from, JsonObject to)
    {
        var patch = new JsonObject();
        foreach (var (key, _) in from)
        {
            if (!to.ContainsKey(key))
                patch[key] = null;
        }
        foreach (var (key, value) in to)
        {
            if (from[key] is JsonObject before && value is JsonObject after)
            {
                if (Between(before, after) is { Count: > 0 } inner)
                    patch[key] = inner;
            }
            else if (!JsonNode.DeepEquals(from[key], value))
            {
                patch[key] = value.Copy();
            }
        }
        return patch;
    }
}
