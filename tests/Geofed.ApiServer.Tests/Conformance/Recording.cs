using System.IO.Compression;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Conformance;

/// <summary>A scenario recorded from a real API server: requests that prepare it, and steps with their answers.</summary>
internal sealed record Recording(string Name, IReadOnlyList<JsonObject> Setup, IReadOnlyList<JsonObject> Steps)
{
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(folder, "*.json.gz", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    public static Recording Read(string file)
    {
        using var raw = File.OpenRead(file);
        using var text = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : (Stream)raw;
        var document = JsonNode.Parse(text)!;
        return new(document.Str("name")!, [.. document.Objects("setup")], [.. document.Objects("steps")]);
    }
}
