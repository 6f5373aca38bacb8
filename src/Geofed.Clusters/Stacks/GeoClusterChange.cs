using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Something that would be done to one resource of a cluster, or of the network that it needs.</summary>
/// <param name="Cluster">The cluster that it would be done for.</param>
/// <param name="Operation">create, update, replace or delete, in Pulumi's words.</param>
/// <param name="Type">Pulumi's type, e.g. gcp:container/nodePool:NodePool.</param>
/// <param name="Resource">Its name in the program.</param>
public sealed record GeoClusterChange(string Cluster, string Operation, string Type, string Resource)
{
    /// <summary>Properties that would change, each with how; empty for what is created or deleted.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>What is there would be lost: deleted, and another made in its place.</summary>
    public bool Replaces { get; init; }

    public static GeoClusterChange From(string cluster, PlannedChange change) => new(cluster, change.Operation, change.Type, change.Name)
    {
        Properties = [.. change.Properties.Select(p => p.ToString())],
        Replaces = change.Replaces,
    };

    public override string ToString() => $"{Operation} {Resource}" + (Properties.Count == 0 ? "" : $" ({string.Join(", ", Properties)})");
}
