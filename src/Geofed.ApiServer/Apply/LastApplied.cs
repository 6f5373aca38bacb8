using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>
/// The way of kubectl's users from client-side to server-side apply: what their annotation says they applied is theirs already, and the
/// annotation is kept up to date, so that they can go back (apimachinery pkg/util/managedfields lastappliedmanager.go, lastappliedupdater.go).
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int Limit = 256 * 1024;

    /// <summary>The fields that kubectl may take from whoever holds them.</summary>
    public static JsonObject Fields(JsonObject? live, SchemaNode schema, FieldOwner owner)
    {
        if (owner.Manager != "kubectl" || live.Annotation(Annotation) is not { Length: > 0 } text)
            return [];
        try
        {
            return JsonNode.Parse(text) is JsonObject applied ? FieldTree.Of(FieldNode.Owned(applied, schema)) : [];
        }
        catch (JsonException)
        {
            // Annotations come from people: one that says nothing allows nothing.
            return [];
        }
    }

    public static void Renew(JsonObject merged, JsonObject config, FieldOwner owner)
    {
        if (owner.Manager != "kubectl" || string.IsNullOrEmpty(merged.Annotation(Annotation)))
            return;
        var applied = config.Copy();
        applied.Obj("metadata", "annotations")?.Remove(Annotation);
        var text = applied.ToText() + "\n";
        merged.Ensure("metadata", "annotations")[Annotation] = text.Length > Limit ? "" : text;
    }
}
