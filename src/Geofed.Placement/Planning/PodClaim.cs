namespace Geofed.Placement.Planning;

/// <summary>What one pod takes of a node.</summary>
/// <param name="Amounts">Whole units, in the order that all nodes of a problem have; the first is GPUs, by which room is found.</param>
public sealed record PodClaim(IReadOnlyList<long> Amounts)
{
    /// <summary>The kinds of node that it may run on, e.g. those with an nvidia-l4; any when null.</summary>
    public IReadOnlySet<string>? NodeKinds { get; init; }

    /// <summary>GPUs of one pod.</summary>
    public long Gpus => Amounts[0];

    /// <summary>What its size is counted by: its GPUs, or 1 for a pod that has none.</summary>
    public long Size => Math.Max(1, Gpus);

    public bool Accepts(string nodeKind) => NodeKinds is null || NodeKinds.Contains(nodeKind);
}
