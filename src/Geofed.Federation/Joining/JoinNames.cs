using Geofed.Model;

namespace Geofed.Federation.Joining;

/// <summary>What joining makes on a member (pkg/karmadactl/join, pkg/util/names).</summary>
internal static class JoinNames
{
    public const string Impersonator = "karmada-impersonator";
    public const string FieldManager = "geofed-join";

    public static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    public static readonly GroupVersionResource Secrets = new("", "v1", "secrets");
    public static readonly GroupVersionResource ServiceAccounts = new("", "v1", "serviceaccounts");
    public static readonly GroupVersionResource ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles");
    public static readonly GroupVersionResource ClusterRoleBindings = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings");

    public static string Account(string cluster) => "karmada-" + cluster;

    public static string Role(string cluster) => "karmada-controller-manager:" + Account(cluster);

    public static string ImpersonatorSecret(string cluster) => cluster + "-impersonator";
}
