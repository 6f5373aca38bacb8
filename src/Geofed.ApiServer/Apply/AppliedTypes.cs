using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Apply;

/// <summary>
/// What is applied must have the kind's fields and types before it is merged, whatever fieldValidation says (structured-merge-diff typed/validate.go).
/// </summary>
internal static class AppliedTypes
{
    /// <exception cref="KubeApiException">500: what is not typed so.</exception>
    public static void Check(JsonObject config, SchemaNode schema)
    {
        var errors = new List<string>();
        Node(config, schema, "", errors);
        if (errors.Count == 0)
            return;
        var all = errors.Count == 1 ? errors[0] : string.Join('\n', errors.Select(e => "  " + e).Prepend("errors:"));
        throw new KubeApiException(500, "", $"failed to create typed patch object ({config.Namespace() ?? ""}/{config.Name()}; {config.Str("apiVersion")}, Kind={config.Str("kind")}): {all}");
    }

    private static void Node(JsonNode? node, SchemaNode schema, string path, List<string> errors)
    {
        if (node is null || schema.Format is "int-or-string" or "quantity" or "time" or "micro-time")
            return;
        var found = node.GetValueKind();
        var wrong = schema.Type switch
        {
            SchemaType.Object or SchemaType.Map when node is not JsonObject => $"expected map, got &{{{GoText.Print(node)}}}",
            SchemaType.List when node is not JsonArray => $"expected list, got &{{{GoText.Print(node)}}}",
            SchemaType.String when found != JsonValueKind.String => $"expected string, got &value.valueUnstructured{{Value:{Go(node)}}}",
            SchemaType.Boolean when found is not (JsonValueKind.True or JsonValueKind.False) => $"expected boolean, got &value.valueUnstructured{{Value:{Go(node)}}}",
            SchemaType.Integer or SchemaType.Number when found != JsonValueKind.Number => $"expected numeric (int or float), got {GoType(node)}",
            _ => null,
        };
        if (wrong is not null)
            errors.Add($"{path}: {wrong}");
        else if (node is JsonObject o && schema.Type is SchemaType.Object or SchemaType.Map)
            Fields(o, schema, path, errors);
        else if (node is JsonArray a && schema.Type == SchemaType.List)
            Elements(a, schema, path, errors);
    }

    private static void Fields(JsonObject o, SchemaNode schema, string path, List<string> errors)
    {
        foreach (var (key, value) in o)
        {
            if ((schema.Properties.GetValueOrDefault(key) ?? schema.Values) is { } below)
                Node(value, below, $"{path}.{key}", errors);
            else if (!schema.PreservesUnknown && !(path.Length == 0 && key is "apiVersion" or "kind"))
                errors.Add($"{path}.{key}: field not declared in schema");
        }
    }

    private static void Elements(JsonArray list, SchemaNode schema, string path, List<string> errors)
    {
        var items = schema.Items ?? SchemaNode.Any;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            if (schema.ListKind == ListKind.Atomic)
            {
                Node(list[i], items, $"{path}[{i}]", errors);
                continue;
            }
            if (schema.ListKind == ListKind.Map && Omitted(list[i], schema) is { } key)
            {
                errors.Add($"{path}: element {i}: associative list with keys has an element that omits key field {FieldErrors.Quote(key)} (and doesn't have default value)");
                continue;
            }
            var step = FieldTree.Paths(new() { [FieldTree.StepOf(list[i], schema)] = new JsonObject() }).First();
            if (!seen.Add(step))
                errors.Add($"{path}: duplicate entries for key {step}");
            Node(list[i], items, path + step, errors);
        }
    }

    /// <summary>An element may leave out what has a default; of the built-in kinds' keys only a protocol has. One that leaves out all is no element.</summary>
    private static string? Omitted(JsonNode? item, SchemaNode schema) =>
        schema.ListKeys.FirstOrDefault(key => item.At(key) is null && key != "protocol" && schema.ListKeys.Count(k => item.At(k) is null) == schema.ListKeys.Count);

    private static string Go(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Array => $"[]interface {{}}{{{string.Join(", ", ((JsonArray)node).Select(n => n is null ? "interface {}(nil)" : Go(n)))}}}",
        JsonValueKind.Object => $"map[string]interface {{}}{{{string.Join(", ", ((JsonObject)node).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{FieldErrors.Quote(p.Key)}:{(p.Value is null ? "interface {}(nil)" : Go(p.Value))}"))}}}",
        JsonValueKind.String => FieldErrors.Quote(node.Str()!),
        _ => node.ToText(),
    };

    private static string GoType(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "[]interface {}",
        _ => "map[string]interface {}",
    };
}
