using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The names of a claim's requests and of their alternatives, which constraints, configurations and results refer to.</summary>
internal sealed class RequestNames
{
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    public RequestNames(JsonObject? devices)
    {
        foreach (var request in devices.Objects("requests"))
            _names[request.Str("name") ?? ""] = [.. request.Objects("firstAvailable").Select(r => r.Str("name") ?? "")];
    }

    public bool Has(string[] parts) => parts.Length <= 2 && _names.TryGetValue(parts[0], out var own) && (parts.Length == 1 || own.Contains(parts[1]));
}
