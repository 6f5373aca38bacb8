using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Ai;
using Geofed.Model.Karmada;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Tests.Playing;

/// <summary>The two resources of the root API, as loosely as a test needs them.</summary>
internal static class RootDefinitions
{
    public static IReadOnlyList<JsonObject> All { get; } = [Definition("simulatedclusters", "SimulatedCluster"), Definition("federations", "Federation")];

    /// <summary>What cmdlets write on the root API.</summary>
    public static IReadOnlyList<GroupVersionResource> Resources { get; } = [LocalApi.SimulatedClusters, LocalApi.Federations];

    /// <summary>What cmdlets write in a federation.</summary>
    public static IReadOnlyList<GroupVersionResource> FederationResources { get; } =
        [
        KarmadaApi.Clusters, KarmadaApi.PropagationPolicies, KarmadaApi.OverridePolicies, KarmadaApi.WorkloadRebalancers, DatasetApi.Datasets, new("apps", "v1", "deployments"), new("", "v1", "secrets"),
        new("", "v1", "configmaps"), new("", "v1", "services"), new("batch", "v1", "jobs"), new("scheduling.k8s.io", "v1", "priorityclasses"),
    ];

    private static JsonObject Definition(string plural, string kind) => JsonNode.Parse($$"""
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": { "name": "{{plural}}.{{LocalApi.Group}}" },
          "spec": {
            "group": "{{LocalApi.Group}}", "scope": "Cluster",
            "names": { "plural": "{{plural}}", "singular": "{{kind.ToLowerInvariant()}}", "kind": "{{kind}}", "listKind": "{{kind}}List" },
            "versions": [ {
              "name": "{{LocalApi.Version}}", "served": true, "storage": true, "subresources": { "status": {} },
              "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } }
            } ]
          }
        }
        """)!.AsObject();
}
