using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Holds a document to an openAPIV3Schema, in the words of kube-openapi's validator.</summary>
internal static class SchemaRules
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>What is wrong; what was so <paramref name="before"/>, and did not change, is not told.</summary>
    public static void Check(JsonNode? node, JsonObject schema, string path, FieldErrors errors, Correlation? before = null)
    {
        var found = before is null ? errors : new FieldErrors();
        CheckBelow(node, schema, path, found, before);
        if (before is not null && found.Any && !before.Equals(node, schema))
            errors.AddRange(found.All);
    }

    /// <summary>The same, where whoever asks lets pass what did not change: below anyOf and its like, only what is within the value may be.</summary>
    public static void CheckBelow(JsonNode? node, JsonObject schema, string path, FieldErrors errors, Correlation? before)
    {
        if (node is null)
        {
            if (schema.Bool("nullable") != true && schema.Str("type") is { } needed)
                errors.TypeInvalid(path, "null", $"{path} in body must be of type {needed}: \"null\"");
            return;
        }
        var fits = IsOfType(node, schema);
        if (!fits)
        {
            var wanted = schema.Bool("x-kubernetes-int-or-string") == true ? "integer,string" : schema.Str("type")!;
            errors.TypeInvalid(path, TypeName(node), $"{path} in body must be of type {wanted}: \"{TypeName(node)}\"");
        }
        SchemaJunctors.Check(node, schema, path, errors, before);
        if (fits && node.GetValueKind() == JsonValueKind.String)
            CheckString(node.Str()!, schema, path, errors);
        else if (fits && node.GetValueKind() == JsonValueKind.Number)
            CheckNumber(node, schema, path, errors);
        else if (fits && node is JsonArray a)
            CheckArray(a, schema, path, errors, before);
        if (schema.Arr("enum") is { } allowed && !allowed.Any(v => JsonNode.DeepEquals(v, node)))
            errors.NotSupported(path, node.DeepClone(), allowed.Select(v => v.Str() ?? v?.ToText() ?? "null"));
        if (fits && node is JsonObject o)
            CheckObject(o, schema, path, errors, before);
    }

    private static void CheckObject(JsonObject o, JsonObject schema, string path, FieldErrors errors, Correlation? before)
    {
        if (schema.Int("minProperties") is { } min && o.Count < min)
            errors.Invalid(path, o.Count, $"{path} in body should have at least {min} properties");
        if (schema.Int("maxProperties") is { } max && o.Count > max)
            errors.TooMany(path, o.Count, (int)max);
        foreach (var (name, value) in o)
        {
            if ((schema.Obj("properties", name) ?? schema.Obj("additionalProperties")) is not { } below)
                continue;
            // apiVersion and kind are those of the request, not what was stored.
            var isType = path.Length == 0 && name is "apiVersion" or "kind";
            Check(value, below, Join(path, name), errors, isType ? null : before?.Field(name, schema));
        }
        foreach (var required in schema.Strings("required"))
        {
            if (!o.ContainsKey(required))
                errors.Required(Join(path, required));
        }
    }

    private static void CheckArray(JsonArray a, JsonObject schema, string path, FieldErrors errors, Correlation? before)
    {
        if (schema.Int("minItems") is { } min && a.Count < min)
            errors.Invalid(path, a.Count, $"{path} in body should have at least {min} items");
        if (schema.Int("maxItems") is { } max && a.Count > max)
            errors.TooMany(path, a.Count, (int)max);
        for (var i = 0; i < a.Count && schema.Obj("items") is { } items; i++)
            Check(a[i], items, $"{path}[{i}]", errors, before?.Element(a[i], schema));
    }

    private static void CheckString(string text, JsonObject schema, string path, FieldErrors errors)
    {
        var length = text.EnumerateRunes().Count();
        if (schema.Int("minLength") is { } min && length < min)
            errors.Invalid(path, text, $"{path} in body should be at least {min} chars long");
        if (schema.Int("maxLength") is { } max && length > max)
            errors.Add(new("FieldValueTooLong", path, $"Too long: may not be more than {max} bytes"));
        if (schema.Str("pattern") is { } pattern && !Matches(text, pattern))
            errors.Invalid(path, text, $"{path} in body should match '{pattern}'");
        if (schema.Str("format") is { Length: > 0 } format && !StringFormats.Fits(text, format))
            errors.TypeInvalid(path, text, $"{path} in body must be of type {format}: {FieldErrors.Quote(text)}");
    }

    private static void CheckNumber(JsonNode node, JsonObject schema, string path, FieldErrors errors)
    {
        var value = Number(node);
        if (schema["minimum"] is { } min && (schema.Bool("exclusiveMinimum") == true ? value <= Number(min) : value < Number(min)))
            errors.Invalid(path, node.DeepClone(), $"{path} in body should be greater than {(schema.Bool("exclusiveMinimum") == true ? "" : "or equal to ")}{min.ToText()}");
        if (schema["maximum"] is { } max && (schema.Bool("exclusiveMaximum") == true ? value >= Number(max) : value > Number(max)))
            errors.Invalid(path, node.DeepClone(), $"{path} in body should be less than {(schema.Bool("exclusiveMaximum") == true ? "" : "or equal to ")}{max.ToText()}");
        if (schema["multipleOf"] is { } of && Math.IEEERemainder(value, Number(of)) != 0)
            errors.Invalid(path, node.DeepClone(), $"{path} in body should be a multiple of {of.ToText()}");
    }

    private static bool IsOfType(JsonNode node, JsonObject schema)
    {
        var kind = node.GetValueKind();
        if (schema.Bool("x-kubernetes-int-or-string") == true)
            return kind == JsonValueKind.String || (kind == JsonValueKind.Number && TypeName(node) == "integer");
        return schema.Str("type") switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => TypeName(node) == "integer",
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
    }

    private static string TypeName(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => Number(node) == Math.Floor(Number(node)) ? "integer" : "number",
        _ => "boolean",
    };

    private static double Number(JsonNode node) => double.Parse(node.ToText(), CultureInfo.InvariantCulture);

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, PatternTimeout);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
