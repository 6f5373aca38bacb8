using System.IO.Compression;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Tests.Golden;

/// <summary>
/// Inputs with the outputs that Karmada's own code computed for them. Those of the folders in GEOFED_CONFORMANCE (separated as in PATH) are read as well.
/// </summary>
internal static class GoldenCases
{
    public static IEnumerable<JsonObject> Of(string file)
    {
        var more = Environment.GetEnvironmentVariable("GEOFED_CONFORMANCE")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return more.Prepend(Path.Combine(AppContext.BaseDirectory, "Golden"))
            .SelectMany(folder => new[] { folder, Path.Combine(folder, "karmada") })
            .Select(folder => Path.Combine(folder, file + ".jsonl.gz"))
            .Where(File.Exists)
            .SelectMany(Read);
    }

    /// <summary>Holds every case against Karmada's output; fails with the first few that differ.</summary>
    public static void AllMatch(IEnumerable<JsonObject> cases, Func<JsonObject, JsonNode?> compute, Func<JsonObject, JsonNode?> expected)
    {
        var count = 0;
        var wrong = new List<string>();
        foreach (var c in cases)
        {
            count++;
            JsonNode? actual;
            try
            {
                actual = compute(c);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                actual = JsonValue.Create("threw " + e);
            }
            if (!JsonNavigation.Same(Dense(actual), Dense(expected(c))))
                wrong.Add($"{c.Str("id")} ({c.Str("about")})\n  expected {Dense(expected(c))?.ToJsonString()}\n  actual   {Dense(actual)?.ToJsonString()}");
        }
        Assert.True(count > 0, "no golden cases were found");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} cases differ:\n{string.Join('\n', wrong.Take(5))}");
    }

    /// <summary>A missing field, null, {}, [] and, where a counter is meant, 0 are the same thing (FORMAT.md).</summary>
    public static JsonNode? Dense(JsonNode? node, bool zeroIsAbsent = true)
    {
        switch (node)
        {
            case JsonObject o:
                var fields = new JsonObject([.. o.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, Dense(f.Value, zeroIsAbsent))).Where(f => f.Value is not null)]);
                return fields.Count == 0 ? null : fields;
            case JsonArray { Count: 0 }:
                return null;
            case JsonArray a:
                return new JsonArray([.. a.Select(n => Dense(n, zeroIsAbsent) ?? new JsonObject())]);
            case JsonValue v when zeroIsAbsent && v.Int() == 0:
                return null;
            default:
                return node?.DeepClone();
        }
    }

    private static List<JsonObject> Read(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var cases = new List<JsonObject>();
        while (text.ReadLine() is { } line)
            cases.Add(JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(line)));
        return cases;
    }
}
