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
        Fields(config, schema, isWhole: true, errors);
        if (errors.Count == 0)
            return;
        var all = errors.Count == 1 ? errors[0] : string.Join('\n', errors.Select(e => "  " + e).Prepend("errors:"));
        throw new KubeApiException(500, "", $"failed to create typed patch object ({config.Namespace() ?? ""}/{config.Name()}; {config.Str("apiVersion")}, Kind={config.Str("kind")}): {all}");
    }

    /// <summary>What is wrong is added without the way to the node, which those above it put before.</summary>
    private static void Node(JsonNode? node, SchemaNode schema, List<string> errors)
    {
        if (node is null)
            return;
        var found = node.GetValueKind();
        var wrong = schema.Type switch
        {
            _ when schema.Format is "int-or-string" or "quantity" or "time" or "micro-time" => node is JsonValue ? null : $"expected any scalar, got &{{{GoText.Print(node)}}}",
            SchemaType.Object or SchemaType.Map when node is not JsonObject => $"expected map, got &{{{GoText.Print(node)}}}",
            SchemaType.List when node is not JsonArray => $"expected list, got &{{{GoText.Print(node)}}}",
            SchemaType.String when found != JsonValueKind.String => $"expected string, got &value.valueUnstructured{{Value:{Go(node)}}}",
            SchemaType.Boolean when found is not (JsonValueKind.True or JsonValueKind.False) => $"expected boolean, got &{{{GoText.Print(node)}}}",
            SchemaType.Integer or SchemaType.Number when found != JsonValueKind.Number => $"expected numeric (int or float), got {GoType(node)}",
            _ => null,
        };
        if (wrong is not null)
            errors.Add($": {wrong}");
        else if (node is JsonObject o && schema.Type is SchemaType.Object or SchemaType.Map)
            Fields(o, schema, isWhole: false, errors);
        else if (node is JsonArray a && schema.Type == SchemaType.List)
            Elements(a, schema, errors);
    }

    /// <summary>The first field that is not known is the last that is looked at.</summary>
    private static void Fields(JsonObject o, SchemaNode schema, bool isWhole, List<string> errors)
    {
        foreach (var (key, value) in o)
        {
            var before = errors.Count;
            if ((schema.Properties.GetValueOrDefault(key) ?? schema.Values) is { } below)
            {
                Node(value, below, errors);
                if (errors.Count > before)
                    Prefix(errors, before, $".{key}");
            }
            else if (!schema.PreservesUnknown && !(isWhole && key is "apiVersion" or "kind"))
            {
                errors.Add($".{key}: field not declared in schema");
                return;
            }
        }
    }

    /// <summary>After an element that has no place in its list nothing else of the list is looked at.</summary>
    private static void Elements(JsonArray list, SchemaNode schema, List<string> errors)
    {
        var items = schema.Items ?? SchemaNode.Any;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var before = errors.Count;
            if (schema.ListKind == ListKind.Atomic)
            {
                Node(list[i], items, errors);
                if (errors.Count > before)
                    Prefix(errors, before, $"[{i}]");
                continue;
            }
            if ((schema.ListKind == ListKind.Map ? WithoutKey(list[i], schema) : WithoutValue(list[i])) is { } wrong)
            {
                errors.Add($": element {i}: {wrong}");
                return;
            }
            var step = FieldTree.StepOf(list[i], schema);
            Node(list[i], items, errors);
            if (errors.Count > before)
                Prefix(errors, before, Shown(step));
            if (!seen.Add(step))
                errors.Insert(before, $": duplicate entries for key {Shown(step)}");
        }
    }

    private static void Prefix(List<string> errors, int from, string step)
    {
        for (var i = from; i < errors.Count; i++)
            errors[i] = step + errors[i];
    }

    private static string Shown(string step) => FieldTree.Paths(new() { [step] = new JsonObject() }).First();

    /// <summary>An element may leave out keys, but not all of them; a protocol, which has a default, is never left out.</summary>
    private static string? WithoutKey(JsonNode? item, SchemaNode schema) => item switch
    {
        null => "associative list with keys may not have a null element",
        not JsonObject => "associative list with keys may not have non-map elements",
        _ when schema.ListKeys.Contains("protocol") || schema.ListKeys.Any(key => item[key] is not null) => null,
        _ => $"associative list with keys has an element that omits all key fields [{string.Join(' ', schema.ListKeys.Select(FieldErrors.Quote))}] (and doesn't have default values for any key fields)",
    };

    private static string? WithoutValue(JsonNode? item) => item switch
    {
        null => "associative list without keys has an element that's an explicit null",
        JsonObject => "associative list without keys has an element that's a map type",
        JsonArray => "not supported: associative list with lists as elements",
        _ => null,
    };

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
