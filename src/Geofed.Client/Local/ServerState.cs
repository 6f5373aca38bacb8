using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>What a running server says about itself, in its home's server.json. It is written when the server answers, and holds no secret.</summary>
public sealed record ServerState(int ProcessId, Uri Address, string Version, DateTimeOffset StartedAt)
{
    /// <summary>The state of the file; null when there is none, or it cannot be read.</summary>
    public static ServerState? Read(string path)
    {
        try
        {
            var o = JsonDocuments.ParseObject(File.ReadAllBytes(path));
            return o.Int("pid") is { } pid && Uri.TryCreate(o.Str("url"), UriKind.Absolute, out var url)
                ? new((int)pid, url, o.Str("version") ?? "", KubeTime.Parse(o.Str("startedAt")) ?? default)
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string path) => PrivateFile.Write(path, new JsonObject
    {
        ["pid"] = ProcessId,
        ["url"] = Address.ToString().TrimEnd('/'),
        ["version"] = Version,
        ["startedAt"] = KubeTime.Format(StartedAt),
    }.ToText());
}
