using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Overriding;

/// <summary>Overrides that are operations of a JSON patch in Karmada's words.</summary>
internal static class PlainText
{
    /// <summary>Applies them all, as one patch, in place.</summary>
    public static void Apply(JsonObject o, IEnumerable<JsonObject> overriders)
    {
        var operations = overriders.Select(overrider => Operation(overrider, "path")).ToList();
        if (operations.Count == 0)
            return;
        if (JsonPatch.Apply(o, operations) is not JsonObject { } patched || patched.Str("kind") is null)
            throw new OverrideException("the plaintext overriders leave no object with a kind");
        foreach (var field in o.Select(f => f.Key).ToList())
            o.Remove(field);
        foreach (var field in patched.Select(f => f.Key).ToList())
        {
            var value = patched[field];
            patched.Remove(field);
            o[field] = value;
        }
    }

    /// <param name="path">The field that holds the path.</param>
    public static JsonNode Operation(JsonObject overrider, string path) => new JsonObject
    {
        ["op"] = overrider.Str("operator"),
        ["path"] = overrider.Str(path),
        ["value"] = overrider.At("value").Copy(),
    };
}
