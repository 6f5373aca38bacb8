using System.Text.Json.Nodes;

namespace Geofed.ApiServer.Patching;

/// <summary>RFC 7386.</summary>
public static class MergePatch
{
    /// <summary>The patched document; the ones given stay as they are.</summary>
    public static JsonNode? Apply(JsonNode? doc, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = doc is JsonObject o ? (JsonObject)o.DeepClone() : [];
        foreach (var (key, value) in changes)
        {
            if (value is null)
                result.Remove(key);
            else
                result[key] = Apply(result[key], value);
        }
        return result;
    }
}
