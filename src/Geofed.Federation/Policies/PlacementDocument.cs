using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>What a policy says beside where it places things.</summary>
public sealed record PolicyOptions
{
    /// <summary>Of several policies that select an object, the one of highest priority places it.</summary>
    public int Priority { get; init; }

    /// <summary>Taints of clusters that do not keep it away: "key=value:NoSchedule", or "key:NoSchedule" for any value.</summary>
    public IReadOnlyList<string> Tolerations { get; init; } = [];

    /// <summary>Takes over what clusters have already of the same name.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The fewest and the most replicas of clusters, where replicas are divided.</summary>
    public IReadOnlyDictionary<string, long> Fewest { get; init; } = new Dictionary<string, long>();
    public IReadOnlyDictionary<string, long> Most { get; init; } = new Dictionary<string, long>();
}

/// <summary>Writes PropagationPolicies that a person wants for themselves (Karmada pkg/apis/policy/v1alpha1). Pure.</summary>
public static class PlacementDocument
{
    /// <exception cref="FormatException">A toleration cannot be understood.</exception>
    public static JsonObject From(PolicySubject subject, PlacementRequest placement, PolicyOptions options, IReadOnlyDictionary<string, string> regionOf)
    {
        var policy = new JsonObject
        {
            ["apiVersion"] = KarmadaApi.PropagationPolicies.ApiVersion,
            ["kind"] = subject.Namespace is null ? "ClusterPropagationPolicy" : "PropagationPolicy",
            ["metadata"] = subject.Metadata(),
            ["spec"] = new JsonObject
            {
                ["resourceSelectors"] = subject.Selectors(),
                ["propagateDeps"] = true,
                ["placement"] = PropagationPolicy.Placement(placement, regionOf),
                ["conflictResolution"] = options.Overwrite ? "Overwrite" : "Abort",
            },
        };
        var spec = policy.Ensure("spec");
        if (options.Priority != 0)
            spec["priority"] = options.Priority;
        if (options.Tolerations.Count > 0)
            spec.Ensure("placement")["clusterTolerations"] = new JsonArray([.. options.Tolerations.Select(Toleration)]);
        if (Bounds(options) is { Count: > 0 } bounds)
            policy.Ensure("metadata", "annotations")[GeofedMarks.ReplicaBounds] = bounds.ToText();
        return policy;
    }

    private static JsonObject Toleration(string text)
    {
        var toleration = TaintText.Parse(text);
        if (toleration["value"] is null)
            toleration["operator"] = "Exists";
        return toleration;
    }

    private static JsonObject Bounds(PolicyOptions options)
    {
        var bounds = new JsonObject();
        foreach (var (cluster, min) in options.Fewest)
            bounds.Ensure(cluster)["min"] = min;
        foreach (var (cluster, max) in options.Most)
            bounds.Ensure(cluster)["max"] = max;
        return bounds;
    }
}
