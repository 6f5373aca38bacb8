using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>A workload that is asked about, and the state that is supposed.</summary>
/// <param name="Template">As it would be published.</param>
public sealed record PlacementQuestion(ApiResource Kind, JsonObject Template)
{
    /// <summary>The policy that would place it; null for where its present one would.</summary>
    public JsonObject? Policy { get; init; }

    /// <summary>Supposed to be lost.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Supposed to be there.</summary>
    public IReadOnlyList<HypotheticalCluster> With { get; init; } = [];

    public string Workload => $"{Kind.Kind}/{Template.Name()}";
}
