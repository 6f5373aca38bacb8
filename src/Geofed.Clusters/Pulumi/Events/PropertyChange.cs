using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Clusters.Pulumi;

/// <summary>A property of a resource that changes.</summary>
/// <param name="Path">Such as autoscaling.maxNodeCount, taints[0].key or labels["geofed.dev/x"].</param>
/// <param name="Kind">add, delete or update, with -replace when the change needs another resource in its place; null when the provider does not tell.</param>
public sealed record PropertyChange(string Path, string? Kind)
{
    public bool Replaces => Kind?.EndsWith("-replace", StringComparison.Ordinal) == true;

    public override string ToString() => Kind is null ? Path : $"{Kind} {Path}";

    /// <summary>Events call the kind diffKind, the digest of a preview kind.</summary>
    internal static IReadOnlyList<PropertyChange> From(JsonObject? detailed, IEnumerable<string> names, string kindKey) =>
        detailed is { Count: > 0 }
            ? [.. detailed.Select(d => new PropertyChange(d.Key, d.Value.Str(kindKey))).OrderBy(c => c.Path, StringComparer.Ordinal)]
            : [.. names.Select(name => new PropertyChange(name, null))];
}
