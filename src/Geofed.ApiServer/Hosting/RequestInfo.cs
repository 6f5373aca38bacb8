using Geofed.Model;

namespace Geofed.ApiServer.Hosting;

/// <summary>What a path means (apiserver pkg/endpoints/request/requestinfo.go); null for one that is no resource's.</summary>
internal sealed record RequestInfo(GroupVersionResource Resource, string? Namespace, string? Name, string? Subresource)
{
    /// <summary>Whether the path alone asks for a watch, of a collection or of one object.</summary>
    public bool IsWatchPath { get; init; }

    public static RequestInfo? Parse(string path)
    {
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var start = parts[0] switch { "api" => 2, "apis" => 3, _ => int.MaxValue };
        if (parts.Length <= start)
            return null;
        var (group, version) = start == 2 ? ("", parts[1]) : (parts[1], parts[2]);
        var rest = parts[start..];
        // The former way to watch, before it was a parameter of a list: /api/v1/watch/...
        var watches = rest[0] == "watch" && rest.Length > 1;
        if (watches)
            rest = rest[1..];
        string? ns = null;
        // /namespaces/x alone, and its subresources, are about the namespace itself.
        if (rest[0] == "namespaces" && rest.Length > 2 && rest[2] is not ("status" or "finalize"))
            (ns, rest) = (rest[1], rest[2..]);
        return new(new(group, version, rest[0]), ns, rest.Length > 1 ? rest[1] : null, rest.Length > 2 ? rest[2] : null) { IsWatchPath = watches };
    }
}
