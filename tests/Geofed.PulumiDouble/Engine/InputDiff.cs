using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>How the inputs of a resource differ: paths with add, delete or update.</summary>
internal sealed record InputDiff(IReadOnlyList<(string Path, string Kind)> Changes)
{
    public IReadOnlyList<string> Roots { get; } = [.. Changes.Select(c => Root(c.Path)).Distinct()];

    /// <param name="ignored">Paths of ignoreChanges; what lies below them counts for nothing.</param>
    public static InputDiff Of(JsonObject old, JsonObject next, IReadOnlyCollection<string> ignored)
    {
        var changes = new List<(string, string)>();
        Compare(old, next, "", ignored, changes);
        return new(changes);
    }

    /// <param name="kindField">diffKind in events, kind in a preview's digest (contract 2.3).</param>
    public JsonObject Detailed(string kindField, IReadOnlyList<string> keys) => new(Changes.Select(c => KeyValuePair.Create(c.Path, (JsonNode?)new JsonObject
    {
        [kindField] = keys.Any(k => c.Path == k || c.Path.StartsWith(k + ".", StringComparison.Ordinal) || c.Path.StartsWith(k + "[", StringComparison.Ordinal)) ? c.Kind + "-replace" : c.Kind,
        ["inputDiff"] = false,
    })));

    private static void Compare(JsonNode? old, JsonNode? next, string path, IReadOnlyCollection<string> ignored, List<(string, string)> changes)
    {
        if (ignored.Contains(path))
            return;
        if (old is JsonObject a && next is JsonObject b && !SecretValue.Is(a) && !SecretValue.Is(b))
        {
            foreach (var key in a.Select(p => p.Key).Union(b.Select(p => p.Key)).Where(k => k != "__defaults").Order(StringComparer.Ordinal))
                Compare(a[key], b[key], Under(path, key), ignored, changes);
        }
        else if (old is JsonArray x && next is JsonArray y)
        {
            for (var i = 0; i < Math.Max(x.Count, y.Count); i++)
                Compare(i < x.Count ? x[i] : null, i < y.Count ? y[i] : null, $"{path}[{i}]", ignored, changes);
        }
        else if (!JsonNavigation.Same(SecretValue.Reveal(old), SecretValue.Reveal(next)))
            changes.Add((path, old is null ? "add" : next is null ? "delete" : "update"));
    }

    private static string Under(string path, string key) => key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? path.Length == 0 ? key : $"{path}.{key}" : $"{path}[\"{key}\"]";

    private static string Root(string path) => path.Split('.', '[')[0];
}
