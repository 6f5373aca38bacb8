using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>A filter of a JSONPath: <c>@.type=="Ready"</c>, or <c>@.name</c> for "has a name".</summary>
internal static class JsonPathFilter
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    public static Func<JsonNode?, bool> Parse(string expression)
    {
        foreach (var op in Operators)
        {
            var at = expression.IndexOf(op, StringComparison.Ordinal);
            if (at <= 0)
                continue;
            var (left, right) = (Operand(expression[..at]), Operand(expression[(at + op.Length)..]));
            return node => left(node) is { } l && right(node) is { } r && Holds(op, Compare(l, r));
        }
        var operand = Operand(expression);
        return node => operand(node) is not null;
    }

    private static Func<JsonNode?, JsonNode?> Operand(string text)
    {
        text = text.Trim();
        if (text.StartsWith('@'))
        {
            var path = JsonPath.Parse(text[1..]);
            return node => path.Find(node).FirstOrDefault();
        }
        JsonNode? literal = text.Length > 1 && text[0] is '\'' or '"' ? text[1..^1]
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : bool.TryParse(text, out var flag) ? flag : text;
        return _ => literal;
    }

    private static int? Compare(JsonNode left, JsonNode right) => (left.GetValueKind(), right.GetValueKind()) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => Number(left).CompareTo(Number(right)),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left.Str(), right.Str()),
        (JsonValueKind.True or JsonValueKind.False, JsonValueKind.True or JsonValueKind.False) => left.Bool()!.Value.CompareTo(right.Bool()!.Value),
        _ => null,
    };

    private static double Number(JsonNode node) => double.Parse(node.ToText(), CultureInfo.InvariantCulture);

    private static bool Holds(string op, int? order) => op switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };
}
