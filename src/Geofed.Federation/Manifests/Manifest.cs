using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Kubernetes objects as people write them.</summary>
public static class Manifest
{
    /// <summary>The objects of a YAML or JSON text; Lists are opened.</summary>
    /// <param name="source">What to call the text in errors, e.g. its file name.</param>
    /// <exception cref="ManifestException">It is not YAML, or not made of Kubernetes objects, or empty.</exception>
    public static IReadOnlyList<JsonObject> Read(string text, string source)
    {
        var objects = YamlDocuments.Read(text, source).SelectMany((document, i) => Open(document, $"{source}, document {i + 1}")).ToList();
        return objects.Count > 0 ? objects : throw new ManifestException($"{source} is empty.");
    }

    /// <summary>Checks that a document is a Kubernetes object, and opens it when it is a List.</summary>
    /// <exception cref="ManifestException">It is neither.</exception>
    public static IEnumerable<JsonObject> Open(JsonNode document, string source)
    {
        if (document is not JsonObject o)
            throw new ManifestException($"{source} is not a Kubernetes object but {Describe(document)}.");
        if (string.IsNullOrEmpty(o.Str("apiVersion")) || string.IsNullOrEmpty(o.Str("kind")))
            throw new ManifestException($"{source} is not a Kubernetes object: it has no {(string.IsNullOrEmpty(o.Str("kind")) ? "kind" : "apiVersion")}.");
        return o.Str("kind") == "List" && o.Arr("items") is { } items
            ? items.SelectMany((item, i) => Open(item!.DeepClone(), $"{source}, item {i + 1}"))
            : [o];
    }

    private static string Describe(JsonNode document) => document.GetValueKind() switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "the text '" + Shorten(document.GetValue<string>()) + "'",
        _ => "the value " + document.ToJsonString(),
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
