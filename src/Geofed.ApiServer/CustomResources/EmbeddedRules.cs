using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>An embedded resource has a kind, an apiVersion, and metadata as any (apiextensions-apiserver pkg/apiserver/schema/objectmeta/validation.go).</summary>
internal static class EmbeddedRules
{
    public static void Check(JsonNode? node, JsonObject schema, string path, FieldErrors errors)
    {
        if (node is JsonObject o)
        {
            if (schema.Bool("x-kubernetes-embedded-resource") == true)
                Resource(o, path, errors);
            foreach (var (name, value) in o)
            {
                if (schema.Obj("properties", name) is { } property)
                    Check(value, property, path.Length == 0 ? name : $"{path}.{name}", errors);
                else if (schema.Obj("additionalProperties") is { } values)
                    Check(value, values, $"{path}[{name}]", errors);
            }
        }
        else if (node is JsonArray list && schema.Obj("items") is { } items)
        {
            for (var i = 0; i < list.Count; i++)
                Check(list[i], items, $"{path}[{i}]", errors);
        }
    }

    private static void Resource(JsonObject o, string path, FieldErrors errors)
    {
        foreach (var key in (string[])["apiVersion", "kind"])
        {
            if (!o.ContainsKey(key))
                errors.Required($"{path}.{key}");
        }
        foreach (var (key, value) in o)
        {
            if (key is "apiVersion" or "kind")
                Type(key, value, path, errors);
            else if (key == "metadata" && value is JsonObject)
                Metadata(value, path, errors);
        }
    }

    private static void Type(string key, JsonNode? value, string path, FieldErrors errors)
    {
        var at = $"{path}.{key}";
        if (value.Str() is not { } text)
            errors.Invalid(at, value.Copy(), "must be a string");
        else if (text.Length == 0)
            errors.Invalid(at, text, "must not be empty");
        else if (key == "apiVersion" && text.Count(c => c == '/') > 1)
            errors.Invalid(at, text, $"unexpected GroupVersion string: {text}");
        else if (key == "kind" && Names.Dns1035LabelErrors(text.ToLowerInvariant()).ToList() is { Count: > 0 } wrongs)
            errors.Invalid(at, text, "may have mixed case, but should otherwise match: " + string.Join(",", wrongs));
    }

    private static void Metadata(JsonNode metadata, string path, FieldErrors errors)
    {
        var copy = metadata.Copy();
        if (copy.Str("name") is null or "")
            ((JsonObject)copy)["name"] = "fakename";
        ObjectMetaRules.Validate(new() { ["metadata"] = copy }, errors, copy.Str("namespace") is { Length: > 0 }, Names.PathSegment, $"{path}.metadata");
    }
}
