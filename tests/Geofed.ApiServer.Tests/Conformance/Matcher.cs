using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Conformance;

/// <summary>Compares an answer with the recorded one. Tokens such as &lt;uid:1&gt; stand for values that differ from run to run, but not within one.</summary>
internal sealed partial class Matcher
{
    private Dictionary<string, string> _bound = [];

    [GeneratedRegex("<(uid|rv|listrv|ip|name|continue|token|nodeport):[0-9]+>|<time>")]
    private static partial Regex Token();

    public string Fill(string text, bool inUrl = false) => Token().Replace(text, m =>
    {
        var value = m.Value == "<time>" ? "2026-01-01T00:00:00Z" : _bound.GetValueOrDefault(m.Value, m.Value);
        return inUrl ? Uri.EscapeDataString(value) : value;
    });

    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(Fill(p.Key), Fill(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Fill)]),
        _ => node.Str() is { } text ? Fill(text) : node.Copy(),
    };

    /// <summary>Null when they match, managedFields and the wording of errors aside unless it is <paramref name="exact"/>; else what differs first.</summary>
    public string? Match(JsonNode? want, JsonNode? got, bool subset, bool exact)
    {
        var before = new Dictionary<string, string>(_bound);
        var difference = Differ(want, got, "", subset, exact);
        if (difference is not null)
            _bound = before;
        return difference;
    }

    private string? Differ(JsonNode? want, JsonNode? got, string path, bool subset, bool exact)
    {
        if (want is JsonObject o)
        {
            if (got is not JsonObject other)
                return $"{path}: want an object, got {got?.ToText()}";
            HashSet<string> ignored = exact ? [] : o.Str("kind") == "Status" && o.Str("status") == "Failure" ? ["managedFields", "message", "details"] : ["managedFields"];
            foreach (var (name, value) in o)
            {
                var key = Fill(name);
                if (ignored.Contains(key))
                    continue;
                if (!other.ContainsKey(key))
                    return $"{path}.{key}: missing, want {value?.ToText()}";
                if (Differ(value, other[key], $"{path}.{key}", subset, exact) is { } below)
                    return below;
            }
            var extra = subset ? null : other.Select(p => p.Key).FirstOrDefault(k => !ignored.Contains(k) && !o.Any(p => Fill(p.Key) == k));
            return extra is null || (!exact && extra is "message" or "details") ? null : $"{path}.{extra}: not expected, got {other[extra]?.ToText()}";
        }
        if (want is JsonArray a)
        {
            if (got is not JsonArray other || (subset ? other.Count < a.Count : other.Count != a.Count))
                return $"{path}: want {a.Count} items, got {got?.ToText()}";
            var (wanted, found) = path.EndsWith(".managedFields", StringComparison.Ordinal) ? (ByManager(a), ByManager(other)) : ([.. a], [.. other]);
            return Enumerable.Range(0, a.Count).Select(i => Differ(wanted[i], found[i], $"{path}[{i}]", subset, exact)).FirstOrDefault(d => d is not null);
        }
        if (want.Str() is { } text && Token().IsMatch(text))
            return Bind(text, got.Str() ?? got?.ToText() ?? "") ? null : $"{path}: want {text}, got {got?.ToText()}";
        return JsonNode.DeepEquals(want, got) ? null : $"{path}: want {want?.ToText()}, got {got?.ToText()}";
    }

    private static List<JsonNode?> ByManager(JsonArray entries) =>
        [.. entries.OrderBy(e => $"{e.Str("manager")}\n{e.Str("operation")}\n{e.Str("subresource")}", StringComparer.Ordinal)];

    private bool Bind(string want, string got)
    {
        var names = new List<string>();
        var pattern = new System.Text.StringBuilder();
        var at = 0;
        foreach (Match m in Token().Matches(want))
        {
            pattern.Append(Regex.Escape(want[at..m.Index]));
            at = m.Index + m.Length;
            if (_bound.TryGetValue(m.Value, out var known))
                pattern.Append(Regex.Escape(known));
            else
            {
                names.Add(m.Value);
                pattern.Append(m.Value == "<time>" ? "(.+?)" : "(\\S+?)");
            }
        }
        var found = Regex.Match(got, $"^{pattern}{Regex.Escape(want[at..])}$", RegexOptions.Singleline);
        for (var i = 0; found.Success && i < names.Count; i++)
        {
            if (names[i] != "<time>")
                _bound[names[i]] = found.Groups[i + 1].Value;
        }
        return found.Success;
    }
}
