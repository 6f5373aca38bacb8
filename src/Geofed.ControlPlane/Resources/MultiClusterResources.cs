using System.Text.Json.Nodes;
using Geofed.Model.MultiCluster;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>multicluster.x-k8s.io: which Services other clusters may use, and which they do (charts/karmada/_crds/bases/multicluster).</summary>
internal static class MultiClusterResources
{
    public static IEnumerable<CustomResource> Definitions =>
    [
        new(MultiClusterApi.ServiceExports, "ServiceExport", ["svcex"], Struct(("status", Struct(("conditions", KeyedBy("type", SharedSchemas.Conditions))))))
        {
            Categories = [],
            Columns = [("Age", "date", ".metadata.creationTimestamp")],
        },
        new(MultiClusterApi.ServiceImports, "ServiceImport", ["svcim"], Import)
        {
            Categories = [],
            Columns =
            [
                ("Type", "string", ".spec.type"),
                ("IP", "string", ".spec.ips"),
                ("Age", "date", ".metadata.creationTimestamp"),
            ],
        },
    ];

    private static JsonObject Import => Struct(
        ("spec", Struct(
            ("ports!", List(Struct(("name", Text), ("protocol", Text), ("appProtocol", Text), ("port!", Int)))),
            ("ips", Strings.MaxItems(1)),
            ("type!", OneOf("ClusterSetIP", "Headless")),
            ("sessionAffinity", Text),
            ("sessionAffinityConfig", Struct(("clientIP", Struct(("timeoutSeconds", Int))))))),
        ("status", Struct(("clusters", KeyedBy("cluster", List(Struct(("cluster!", Text))))))));

    private static JsonObject KeyedBy(string key, JsonObject list)
    {
        list["x-kubernetes-list-type"] = "map";
        list["x-kubernetes-list-map-keys"] = new JsonArray(key);
        return list;
    }
}
