using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>A policy that places what it selects: Karmada's PropagationPolicy, or ClusterPropagationPolicy when it is about all namespaces.</summary>
/// <param name="Namespace">Empty for one that is about all namespaces.</param>
public sealed record FederatedPlacement(string Name, string Namespace, string Federation) : IFederationPolicy
{
    /// <summary>What it selects, e.g. "Deployment/serve".</summary>
    public IReadOnlyList<string> Selects { get; init; } = [];

    /// <summary>Where it places that, in a person's words.</summary>
    public string Placement { get; init; } = "";

    public long Priority { get; init; }

    /// <summary>True for one that Publish-Federated... wrote for what it published.</summary>
    public bool OfWorkload { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public static FederatedPlacement From(string federation, JsonObject policy) => new(policy.Name(), policy.Namespace() ?? "", federation)
    {
        Selects = [.. policy.Objects("spec", "resourceSelectors").Select(PolicySubject.Show)],
        Placement = PlacementText.Of(policy.Obj("spec", "placement")),
        Priority = policy.Int("spec", "priority") ?? 0,
        OfWorkload = policy.Label(PropagationPolicy.ManagedBy) == PropagationPolicy.Geofed,
        CreatedAt = KubeTime.Parse(policy.Str("metadata", "creationTimestamp")),
    };

    public override string ToString() => Name;
}
