using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>A policy that changes what it selects in some clusters: Karmada's OverridePolicy, or ClusterOverridePolicy when it is about all namespaces.</summary>
/// <param name="Namespace">Empty for one that is about all namespaces.</param>
public sealed record FederatedOverride(string Name, string Namespace, string Federation) : IFederationPolicy
{
    /// <summary>What it selects, e.g. "Deployment/serve".</summary>
    public IReadOnlyList<string> Selects { get; init; } = [];

    /// <summary>Where, and what is different there, e.g. "us-west1: image tag 1.5".</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    public DateTimeOffset? CreatedAt { get; init; }

    public static FederatedOverride From(string federation, JsonObject policy) => new(policy.Name(), policy.Namespace() ?? "", federation)
    {
        Selects = [.. policy.Objects("spec", "resourceSelectors").Select(PolicySubject.Show)],
        Rules = [.. policy.Objects("spec", "overrideRules").Select(Rule)],
        CreatedAt = KubeTime.Parse(policy.Str("metadata", "creationTimestamp")),
    };

    private static string Rule(JsonObject rule) => $"{PlacementText.Affinity(rule.Obj("targetCluster"))}: {string.Join(", ", Changes(rule.Obj("overriders")))}";

    private static IEnumerable<string> Changes(JsonObject? overriders) =>
        from kind in overriders ?? []
        from entry in kind.Value.Objects()
        select kind.Key switch
        {
            "imageOverrider" => $"image {entry.Str("component")?.ToLowerInvariant()} {entry.Str("value")}",
            "labelsOverrider" or "annotationsOverrider" => $"{entry.Str("operator")} {kind.Key.Replace("Overrider", "", StringComparison.Ordinal)} {string.Join(" ", entry.StringMap("value").Keys)}",
            "plaintext" => $"{entry.Str("operator")} {entry.Str("path")}",
            _ => kind.Key,
        };

    public override string ToString() => Name;
}
