using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>
/// The part of JSONPath that printer columns use: <c>.a.b</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[-1]</c>, <c>[1:3]</c>, <c>[*]</c>, <c>..name</c> and
/// filters <c>[?(@.type=="Ready")]</c> (client-go util/jsonpath). A path that leads nowhere finds nothing.
/// </summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<Func<JsonNode?, IEnumerable<JsonNode?>>> _steps;

    private JsonPath(IReadOnlyList<Func<JsonNode?, IEnumerable<JsonNode?>>> steps) => _steps = steps;

    public IEnumerable<JsonNode?> Find(JsonNode? root) =>
        _steps.Aggregate<Func<JsonNode?, IEnumerable<JsonNode?>>, IEnumerable<JsonNode?>>([root], (nodes, step) => nodes.SelectMany(step).ToList());

    /// <summary>Reads a path; what cannot be read finds nothing.</summary>
    public static JsonPath Parse(string path)
    {
        var steps = new List<Func<JsonNode?, IEnumerable<JsonNode?>>>();
        var text = path.Trim().Trim('{', '}').TrimStart('$');
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] == '[')
            {
                var end = ClosingBracket(text, i);
                if (end < 0)
                    return new([_ => []]);
                steps.Add(Bracket(text[(i + 1)..end].Trim()));
                i = end + 1;
                continue;
            }
            var deep = text.AsSpan(i).StartsWith("..");
            i += deep ? 2 : text[i] == '.' ? 1 : 0;
            var key = Key(text, ref i);
            if (deep && key.Length == 0)
                return new([_ => []]);
            if (deep)
                steps.Add(Descendants);
            if (key.Length > 0)
                steps.Add(key == "*" ? Children : node => Child(node, key));
        }
        return new(steps);
    }

    private static string Key(string text, ref int i)
    {
        var key = new System.Text.StringBuilder();
        for (; i < text.Length && text[i] is not ('.' or '['); i++)
        {
            // A dot in a key is escaped: .metadata.labels.example\.com/zone
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            key.Append(text[i]);
        }
        return key.ToString();
    }

    private static int ClosingBracket(string text, int open)
    {
        char quote = '\0';
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '\'' or '"')
                quote = text[i];
            else if (text[i] == '[')
                depth++;
            else if (text[i] == ']' && --depth == 0)
                return i;
        }
        return -1;
    }

    private static Func<JsonNode?, IEnumerable<JsonNode?>> Bracket(string inside)
    {
        if (inside == "*")
            return Children;
        if (inside.StartsWith("?(", StringComparison.Ordinal) && inside.EndsWith(')'))
        {
            var filter = JsonPathFilter.Parse(inside[2..^1]);
            return node => Children(node).Where(filter);
        }
        if (inside.Length > 1 && inside[0] is '\'' or '"')
            return node => Child(node, inside[1..^1]);
        if (inside.Contains(':', StringComparison.Ordinal))
            return node => Slice(node as JsonArray, inside.Split(':'));
        return int.TryParse(inside, out var index) ? node => At(node as JsonArray, index) : _ => [];
    }

    private static IEnumerable<JsonNode?> Child(JsonNode? node, string key) =>
        node is JsonObject o && o.TryGetPropertyValue(key, out var value) ? [value] : [];

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonArray a => a,
        JsonObject o => o.Select(p => p.Value),
        _ => [],
    };

    private static IEnumerable<JsonNode?> Descendants(JsonNode? node) =>
        new[] { node }.Concat(Children(node).Where(n => n is not null && n.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array).SelectMany(Descendants));

    private static IEnumerable<JsonNode?> At(JsonArray? array, int index)
    {
        var i = array is not null && index < 0 ? array.Count + index : index;
        return array is not null && i >= 0 && i < array.Count ? [array[i]] : [];
    }

    private static IEnumerable<JsonNode?> Slice(JsonArray? array, string[] bounds)
    {
        if (array is null)
            return [];
        int Bound(int position, int otherwise) =>
            position < bounds.Length && int.TryParse(bounds[position], out var value) ? value < 0 ? array.Count + value : value : otherwise;
        var (from, to, step) = (Math.Max(0, Bound(0, 0)), Math.Min(array.Count, Bound(1, array.Count)), Math.Max(1, Bound(2, 1)));
        return Enumerable.Range(from, Math.Max(0, to - from)).Where(i => (i - from) % step == 0).Select(i => array[i]);
    }
}
