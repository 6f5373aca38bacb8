using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>
/// A printer column of a CustomResourceDefinition (apiextensions-apiserver pkg/registry/customresource/tableconvertor).
/// </summary>
internal static class PrinterColumn
{
    /// <summary>What a definition without printer columns shows.</summary>
    public static JsonObject DefaultAge => new() { ["name"] = "Age", ["type"] = "date", ["jsonPath"] = ".metadata.creationTimestamp" };

    public static Column From(JsonObject column)
    {
        var path = column.Str("jsonPath") ?? "";
        var type = column.Str("type") ?? "string";
        var parsed = JsonPath.Parse(path);
        var description = column.Str("description") is { Length: > 0 } text ? text : $"Custom resource definition column (in JSONPath format): {path}";
        return new(column.Str("name") ?? "", type, description, (o, now) => Cell(parsed.Find(o).ToList(), type, now))
        {
            Format = column.Str("format") ?? "",
            Priority = (int)(column.Int("priority") ?? 0),
        };
    }

    private static JsonNode? Cell(List<JsonNode?> found, string type, DateTimeOffset now)
    {
        if (found.Count == 0 || found[0] is not { } first)
            return null;
        if (type == "string")
            return string.Join(",", found.Select(n => n is null ? "<nil>" : n.Str() ?? n.ToText()));
        var kind = first.GetValueKind();
        return type switch
        {
            "integer" when kind == JsonValueKind.Number => first.Int() ?? (long)first.GetValue<double>(),
            "number" when kind == JsonValueKind.Number => first.Copy(),
            "boolean" when kind is JsonValueKind.True or JsonValueKind.False => first.Copy(),
            "date" when kind == JsonValueKind.String => Durations.Since(first.Str(), now),
            _ => null,
        };
    }
}
