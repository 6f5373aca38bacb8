using System.Text.Json.Nodes;
using Geofed.Placement.Planning;

namespace Geofed.Federation;

/// <summary>A joint plan of a federation, and the policies as they were when it was made.</summary>
/// <param name="Unasked">Members that could not be asked what is free in them: the plan leaves them as they are.</param>
public sealed record FederationPlan(IReadOnlyList<PlacementMove> Moves, PlacementPlan Plan, IReadOnlyList<string> Unasked)
{
    /// <summary>What the prices do not say about GPUs that workloads want: because of it the plan does not weigh costs.</summary>
    public IReadOnlyList<string> PriceHoles { get; init; } = [];

    /// <summary>By workload, as the plan names them.</summary>
    internal IReadOnlyDictionary<string, JsonObject> Policies { get; init; } = new Dictionary<string, JsonObject>();

    internal static string KeyOf(PlacementMove move) => KeyOf(move.Kind, move.Namespace, move.Name);

    internal static string KeyOf(string kind, string? ns, string name) => $"{kind}/{ns}/{name}";
}
