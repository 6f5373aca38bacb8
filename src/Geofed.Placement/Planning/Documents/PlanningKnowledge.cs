using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Planning;

/// <summary>What a plan needs to know beside the state of clusters and workloads.</summary>
public sealed record PlanningKnowledge
{
    /// <summary>Where regions are.</summary>
    public Atlas Atlas { get; init; } = Atlas.OfGcp;

    public IReadOnlyList<Dataset> Datasets { get; init; } = [];

    /// <summary>What GPUs cost; null when nobody has said so.</summary>
    public PriceList? Prices { get; init; }
}
