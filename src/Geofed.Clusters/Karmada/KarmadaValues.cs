using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;

namespace Geofed.Clusters.Karmada;

/// <summary>Values of Karmada's Helm chart (karmada-io/karmada charts/karmada/values.yaml) that suit GKE.</summary>
internal static class KarmadaValues
{
    /// <summary>The chart's own, which a list of hosts replaces, not adds to.</summary>
    private static readonly string[] UsualHosts =
    [
        "kubernetes.default.svc",
        "*.etcd.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}",
        "*.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}",
        "*.{{ .Release.Namespace }}.svc",
        "localhost",
        "127.0.0.1",
    ];

    public static JsonObject Of(KarmadaSpec spec) => new()
    {
        ["installMode"] = "host",
        ["systemNamespace"] = spec.Namespace,
        ["components"] = new JsonArray("descheduler", "search"),
        ["certs"] = new JsonObject
        {
            ["mode"] = "auto",
            ["auto"] = new JsonObject { ["expiry"] = "43800h", ["hosts"] = ProgramText.List(UsualHosts.Concat(spec.Hosts.Select(ProgramText.Literal))) },
        },
        // The chart's default is a folder of the node, which is lost with the node and which Autopilot refuses.
        ["etcd"] = new JsonObject
        {
            ["mode"] = "internal",
            ["internal"] = new JsonObject
            {
                ["replicaCount"] = spec.EtcdReplicas,
                ["storageType"] = "pvc",
                ["pvc"] = new JsonObject
                {
                    ["storageClass"] = spec.StorageClass,
                    ["size"] = string.Create(CultureInfo.InvariantCulture, $"{spec.StorageGibibytes}Gi"),
                },
            },
        },
        ["apiServer"] = new JsonObject
        {
            ["replicaCount"] = spec.Replicas,
            ["serviceType"] = spec.Exposure == KarmadaExposure.ClusterOnly ? "ClusterIP" : "LoadBalancer",
            ["serviceAnnotations"] = spec.Exposure == KarmadaExposure.Internal
                ? new JsonObject { ["networking.gke.io/load-balancer-type"] = "Internal", ["networking.gke.io/internal-load-balancer-allow-global-access"] = "true" }
                : null,
        },
        ["controllerManager"] = Replicas(spec),
        ["scheduler"] = Replicas(spec),
        ["webhook"] = Replicas(spec),
        ["aggregatedApiServer"] = Replicas(spec),
        ["kubeControllerManager"] = new JsonObject { ["replicaCount"] = 1 },
    };

    private static JsonObject Replicas(KarmadaSpec spec) => new() { ["replicaCount"] = spec.Replicas };
}
