using System.Text.Json.Nodes;
using Geofed.Model.Karmada;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>cluster.karmada.io: a member. Karmada serves it by an aggregated API server; the documents are the same.</summary>
internal static class ClusterResource
{
    public static CustomResource Definition => new(KarmadaApi.Clusters, "Cluster", [], Struct(("spec", Spec), ("status", Status)))
    {
        Namespaced = false,
        Columns =
        [
            ("Version", "string", ".status.kubernetesVersion"),
            ("Mode", "string", ".spec.syncMode"),
            ("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
            ("Age", "date", ".metadata.creationTimestamp"),
            ("+Provider", "string", ".spec.provider"),
            ("+Region", "string", ".spec.region"),
            ("+Zones", "string", ".spec.zones"),
            ("+APIEndpoint", "string", ".spec.apiEndpoint"),
        ],
    };

    private static JsonObject SecretReference => Struct(("namespace!", Text), ("name!", Text));

    private static JsonObject Spec => Struct(
        ("id", Text.MaxLength(128000)),
        ("syncMode!", OneOf("Push", "Pull")),
        ("apiEndpoint", Text),
        ("secretRef", SecretReference),
        ("impersonatorSecretRef", SecretReference),
        ("insecureSkipTLSVerification", Flag),
        ("proxyURL", Text),
        ("proxyHeader", StringMap),
        ("provider", Text),
        ("region", Text),
        ("zone", Text),
        ("zones", Strings),
        ("taints", SharedSchemas.Taints),
        ("resourceModels", List(Struct(
            ("grade!", Long.Min(0)),
            ("ranges!", List(Struct(("name!", Text), ("min!", Quantity), ("max!", Quantity))))))));

    private static JsonObject Status => Struct(
        ("kubernetesVersion", Text),
        ("apiEnablements", List(Struct(
            ("groupVersion!", Text),
            ("resources", List(Struct(("name!", Text), ("kind!", Text))))))),
        ("conditions", SharedSchemas.Conditions),
        ("nodeSummary", Struct(("totalNum", Int), ("readyNum", Int))),
        ("resourceSummary", Struct(
            ("allocatable", Map(Quantity)),
            ("allocating", Map(Quantity)),
            ("allocated", Map(Quantity)),
            ("allocatableModelings", List(Struct(("grade!", Long.Min(0)), ("count!", Long.Min(0))))))),
        ("remedyActions", Strings));
}
