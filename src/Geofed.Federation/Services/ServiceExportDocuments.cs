using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.Federation.Services;

/// <summary>
/// What exports a Service, as plain Karmada documents: a ServiceExport and a ServiceImport with their policies, the policy by which members learn these
/// kinds, and the override by which GKE fleets get their own. Pure.
/// </summary>
public static class ServiceExportDocuments
{
    /// <summary>The policy by which members learn the kinds.</summary>
    public const string DefinitionsPolicy = "multi-cluster-services";

    internal static readonly ApiResource Export = new(MultiClusterApi.ServiceExports, MultiClusterApi.Export.Kind, Namespaced: true);
    internal static readonly ApiResource Import = new(MultiClusterApi.ServiceImports, MultiClusterApi.Import.Kind, Namespaced: true);

    /// <summary>
    /// Every member learns the kinds, also such as join later. One that knows them already keeps what it has; what others have made of them outlasts
    /// this policy, because it would go with the definitions.
    /// </summary>
    public static JsonObject Definitions() => new()
    {
        ["apiVersion"] = KarmadaApi.ClusterPropagationPolicies.ApiVersion,
        ["kind"] = "ClusterPropagationPolicy",
        ["metadata"] = new JsonObject { ["name"] = DefinitionsPolicy, ["labels"] = new JsonObject { [PropagationPolicy.ManagedBy] = PropagationPolicy.Geofed } },
        ["spec"] = new JsonObject
        {
            ["resourceSelectors"] = new JsonArray(Definition(MultiClusterApi.ServiceExports), Definition(MultiClusterApi.ServiceImports)),
            ["placement"] = new JsonObject { ["clusterAffinity"] = new JsonObject() },
            ["preserveResourcesOnDeletion"] = true,
        },
    };

    public static JsonObject ExportOf(JsonObject service) => new()
    {
        ["apiVersion"] = MultiClusterApi.Export.ApiVersion,
        ["kind"] = MultiClusterApi.Export.Kind,
        ["metadata"] = Metadata(service),
    };

    public static JsonObject ImportOf(JsonObject service) => new()
    {
        ["apiVersion"] = MultiClusterApi.Import.ApiVersion,
        ["kind"] = MultiClusterApi.Import.Kind,
        ["metadata"] = Metadata(service),
        ["spec"] = new JsonObject
        {
            ["type"] = service.Str("spec", "clusterIP") == "None" ? "Headless" : "ClusterSetIP",
            ["ports"] = new JsonArray([.. service.Objects("spec", "ports").Select(Port)]),
        },
    };

    /// <summary>Where a ServiceExport goes: to where the Service is. It waits for the override, so that no member of GKE's gets the other kind first.</summary>
    public static JsonObject ExportPolicy(JsonObject export, PlacementRequest placement, IReadOnlyList<string> gke)
    {
        var policy = PropagationPolicy.For(export, placement with { Duplicate = true }, new Dictionary<string, string>());
        if (gke.Count > 0)
            policy.Ensure("spec")["dependentOverrides"] = new JsonArray(PropagationPolicy.NameFor(export));
        return policy;
    }

    /// <summary>Where a ServiceImport goes: not to GKE's members, whose own controller imports what their fleet exports.</summary>
    public static JsonObject ImportPolicy(JsonObject import, IReadOnlyList<string> to, IReadOnlyList<string> gke)
    {
        var policy = PropagationPolicy.For(import, new() { Duplicate = true, Clusters = [.. to.Except(gke)] }, new Dictionary<string, string>());
        if (gke.Count > 0)
            policy.Ensure("spec", "placement", "clusterAffinity")["exclude"] = new JsonArray([.. gke.Select(g => JsonValue.Create(g))]);
        return policy;
    }

    /// <summary>
    /// Makes a ServiceExport GKE's own in its members. They cannot have two templates: Karmada tells bindings apart by kind and name, and both kinds have one name.
    /// </summary>
    public static JsonObject GkeOverride(JsonObject export, IReadOnlyList<string> gke) => new()
    {
        ["apiVersion"] = KarmadaApi.OverridePolicies.ApiVersion,
        ["kind"] = "OverridePolicy",
        ["metadata"] = new JsonObject
        {
            ["name"] = PropagationPolicy.NameFor(export),
            ["namespace"] = export.Namespace(),
            ["labels"] = new JsonObject { [PropagationPolicy.ManagedBy] = PropagationPolicy.Geofed },
        },
        ["spec"] = new JsonObject
        {
            ["resourceSelectors"] = new JsonArray(new JsonObject { ["apiVersion"] = export.Str("apiVersion"), ["kind"] = export.Str("kind"), ["name"] = export.Name() }),
            ["overrideRules"] = new JsonArray(new JsonObject
            {
                ["targetCluster"] = new JsonObject { ["clusterNames"] = new JsonArray([.. gke.Select(g => JsonValue.Create(g))]) },
                ["overriders"] = new JsonObject
                {
                    ["plaintext"] = new JsonArray(new JsonObject { ["path"] = "/apiVersion", ["operator"] = "replace", ["value"] = MultiClusterApi.GkeServiceExports.ApiVersion }),
                },
            }),
        },
    };

    private static JsonObject Definition(GroupVersionResource resource) =>
        new() { ["apiVersion"] = "apiextensions.k8s.io/v1", ["kind"] = "CustomResourceDefinition", ["name"] = resource.GroupResource };

    private static JsonObject Metadata(JsonObject service) => new() { ["name"] = service.Name(), ["namespace"] = service.Namespace() };

    private static JsonObject Port(JsonObject port)
    {
        var copy = new JsonObject { ["port"] = port.At("port")?.DeepClone(), ["protocol"] = port.Str("protocol") ?? "TCP" };
        foreach (var field in new[] { "name", "appProtocol" })
        {
            if (port.Str(field) is { } text)
                copy[field] = text;
        }
        return copy;
    }
}
