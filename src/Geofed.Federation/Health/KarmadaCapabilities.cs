using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Which control plane serves a federation, how new it is, and what it lacks of what cmdlets can ask for.</summary>
/// <param name="Engine">Geofed, Karmada, or null when it is none.</param>
/// <param name="Version">Of Karmada's API, as far as can be told from what it serves, e.g. "1.14 or later".</param>
public sealed record KarmadaCapabilities(string? Engine, string? Version, string KubernetesVersion, IReadOnlyList<string> Lacks)
{
    private static readonly GroupVersionResource[] Wanted =
    [
        KarmadaApi.Clusters, KarmadaApi.PropagationPolicies, KarmadaApi.ClusterPropagationPolicies, KarmadaApi.OverridePolicies, KarmadaApi.ClusterOverridePolicies,
        KarmadaApi.ClusterTaintPolicies, KarmadaApi.Works, KarmadaApi.ResourceBindings, KarmadaApi.ClusterResourceBindings, KarmadaApi.WorkloadRebalancers,
        KarmadaApi.InterpreterCustomizations,
    ];

    /// <summary>What a real Karmada does not do, whatever its version.</summary>
    private static readonly string[] BeyondKarmada =
    [
        "min and max replicas per cluster (the annotation placement.geofed.io/replica-bounds)",
        "spread by zone, provider and label",
        "eviction from lost members by itself (write a ClusterTaintPolicy)",
    ];

    /// <summary>Fields of a policy's spec that came in the course of time, newest first: what asks for one is dropped by what does not know it.</summary>
    private static readonly (string Field, string Since, string Serves)[] LaterFields =
    [
        ("schedulePriority", "1.13", "priorities (-Priority)"),
        ("preserveResourcesOnDeletion", "1.12", "policies that leave resources on members (preserveResourcesOnDeletion)"),
        ("suspension", "1.11", "word of which template a member has, and rollouts in waves (Start-FederatedRollout)"),
    ];

    public static async Task<KarmadaCapabilities> ReadAsync(IKubeApi api, CancellationToken ct)
    {
        var version = Parse(await api.GetRawAsync("/version", ct).ConfigureAwait(false));
        var served = (await api.DiscoverAsync(ct).ConfigureAwait(false)).Select(r => r.Resource).ToHashSet();
        var schema = await api.FindAsync(new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"), null, KarmadaApi.PropagationPolicies.GroupResource), ct).ConfigureAwait(false);
        return Of(version, served, schema);
    }

    internal static KarmadaCapabilities Of(JsonObject version, IReadOnlySet<GroupVersionResource> served, JsonObject? policyDefinition)
    {
        var kubernetes = version.Str("gitVersion") ?? "";
        if (!served.Contains(KarmadaApi.Clusters) || !served.Contains(KarmadaApi.PropagationPolicies))
            return new(null, null, kubernetes, []);
        var missing = Wanted.Where(w => !served.Contains(w)).Select(w => w.GroupResource);
        return version.Str("compiler") == "dotnet"
            ? new("Geofed", null, kubernetes, [.. missing])
            : new("Karmada", KarmadaVersion(served, policyDefinition), kubernetes, [.. missing, .. MissingFields(policyDefinition), .. BeyondKarmada]);
    }

    /// <summary>Karmada's API server tells Kubernetes' version only; what it serves tells at least how old it cannot be.</summary>
    private static string KarmadaVersion(IReadOnlySet<GroupVersionResource> served, JsonObject? definition)
    {
        if (Specs(definition).Any(spec => spec.At("placement", "properties", "clusterAffinities", "items", "properties", "overflowAffinities") is not null))
            return "1.18 or later";
        if (served.Contains(KarmadaApi.ClusterTaintPolicies))
            return "1.14 or later";
        if (LaterFields.FirstOrDefault(f => Specs(definition).Any(spec => spec.ContainsKey(f.Field))).Since is { } since)
            return $"{since} or later, before 1.14";
        return served.Contains(KarmadaApi.WorkloadRebalancers) ? "1.10 or later, before 1.14" : "before 1.10";
    }

    /// <summary>None when the definition cannot be read: nothing is known of it then.</summary>
    private static IEnumerable<string> MissingFields(JsonObject? definition)
    {
        var specs = Specs(definition).ToList();
        return specs.Count == 0 ? [] : LaterFields.Where(f => !specs.Exists(spec => spec.ContainsKey(f.Field))).Select(f => f.Serves);
    }

    private static IEnumerable<JsonObject> Specs(JsonObject? definition) =>
        definition.Objects("spec", "versions").Select(v => v.Obj("schema", "openAPIV3Schema", "properties", "spec", "properties")).OfType<JsonObject>();

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
