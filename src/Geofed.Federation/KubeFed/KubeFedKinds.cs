using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.KubeFed;

/// <summary>Which kind each federated kind is made of: as the FederatedTypeConfigs say, else as KubeFed is installed with.</summary>
internal sealed class KubeFedKinds(IReadOnlyList<JsonObject> objects)
{
    private static readonly Dictionary<string, (string ApiVersion, bool Namespaced)> Usual = new()
    {
        ["ClusterRole"] = ("rbac.authorization.k8s.io/v1", false),
        ["ClusterRoleBinding"] = ("rbac.authorization.k8s.io/v1", false),
        ["ConfigMap"] = ("v1", true),
        ["CronJob"] = ("batch/v1", true),
        ["CustomResourceDefinition"] = ("apiextensions.k8s.io/v1", false),
        ["DaemonSet"] = ("apps/v1", true),
        ["Deployment"] = ("apps/v1", true),
        ["HorizontalPodAutoscaler"] = ("autoscaling/v2", true),
        ["Ingress"] = ("networking.k8s.io/v1", true),
        ["Job"] = ("batch/v1", true),
        ["Namespace"] = ("v1", false),
        ["PersistentVolumeClaim"] = ("v1", true),
        ["ReplicaSet"] = ("apps/v1", true),
        ["Role"] = ("rbac.authorization.k8s.io/v1", true),
        ["RoleBinding"] = ("rbac.authorization.k8s.io/v1", true),
        ["Secret"] = ("v1", true),
        ["Service"] = ("v1", true),
        ["ServiceAccount"] = ("v1", true),
        ["StatefulSet"] = ("apps/v1", true),
    };

    public static bool IsFederated(JsonObject o) => o.Kind().Group == "types.kubefed.io" && o.Str("kind")?.StartsWith("Federated", StringComparison.Ordinal) == true;

    /// <summary>The kind of the copies; null when nobody says.</summary>
    public FederatedTarget? TargetOf(JsonObject federated)
    {
        if (ConfigOf(federated).Obj("spec", "targetType") is { } target)
        {
            var group = target.Str("group") is { Length: > 0 } given ? given + "/" : "";
            return new($"{group}{target.Str("version")}", target.Str("kind") ?? "", target.Str("scope") != "Cluster");
        }
        var kind = federated.Str("kind")!["Federated".Length..];
        return Usual.TryGetValue(kind, out var usual) ? new(usual.ApiVersion, kind, usual.Namespaced) : null;
    }

    public bool IsDisabled(JsonObject federated) => ConfigOf(federated).Str("spec", "propagation") == "Disabled";

    private JsonObject? ConfigOf(JsonObject federated) =>
        objects.FirstOrDefault(o => o.Str("kind") == "FederatedTypeConfig" && o.Str("spec", "federatedType", "kind") == federated.Str("kind"));
}

/// <summary>The kind that a federated kind is made of.</summary>
internal sealed record FederatedTarget(string ApiVersion, string Kind, bool Namespaced);
