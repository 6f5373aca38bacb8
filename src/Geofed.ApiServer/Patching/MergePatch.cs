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
        return Change(doc is JsonObject o ? (JsonObject)o.DeepClone() : [], changes);
    }

    private static JsonObject Change(JsonObject doc, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
                doc.Remove(key);
            else if (value is not JsonObject changes)
                doc[key] = value.DeepClone();
            else if (doc[key] is JsonObject below)
                Change(below, changes);
            else
                doc[key] = Change([], changes);
        }
        return doc;
    }
}
