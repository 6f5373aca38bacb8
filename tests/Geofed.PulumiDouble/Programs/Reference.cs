using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>One <c>${root.property[0]["key"]}</c>.</summary>
internal sealed record Reference(string Root, IReadOnlyList<string> Path)
{
    /// <summary>Splits text into literals and references; <c>$$</c> is a dollar.</summary>
    /// <exception cref="CliException">A reference does not end.</exception>
    public static IReadOnlyList<object> Split(string text)
    {
        var parts = new List<object>();
        var literal = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 >= text.Length || text[i + 1] is not ('$' or '{'))
            {
                literal.Append(text[i]);
                continue;
            }
            i++;
            if (text[i] == '$')
            {
                literal.Append('$');
                continue;
            }
            var end = text.IndexOf('}', i);
            if (end < 0)
                throw new CliException($"invalid interpolation: missing closing brace '}}' in {text}");
            if (literal.Length > 0)
                parts.Add(literal.ToString());
            literal.Clear();
            parts.Add(Parse(text[(i + 1)..end]));
            i = end;
        }
        if (literal.Length > 0 || parts.Count == 0)
            parts.Add(literal.ToString());
        return parts;
    }

    /// <summary>The roots of all references in a value.</summary>
    public static IEnumerable<string> RootsIn(JsonNode? value) => value switch
    {
        JsonObject o => o.SelectMany(p => RootsIn(p.Value)),
        JsonArray list => list.SelectMany(RootsIn),
        JsonValue v when v.Str() is { } text => Split(text).OfType<Reference>().Select(r => r.Root),
        _ => [],
    };

    private static Reference Parse(string text)
    {
        var steps = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '[')
            {
                var end = text.IndexOf(']', i);
                steps.Add(text[(i + 1)..end].Trim('"'));
                i = end + 1;
                continue;
            }
            var start = text[i] == '.' ? i + 1 : i;
            var next = text.IndexOfAny(['.', '['], start);
            i = next < 0 ? text.Length : next;
            steps.Add(text[start..i]);
        }
        return new(steps[0], steps[1..]);
    }
}
