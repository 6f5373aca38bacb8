using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Kinds of resource names (pkg/apis/core/helper/helpers.go).</summary>
internal static class ResourceNames
{
    private static readonly HashSet<string> ForContainers = ["cpu", "memory", "ephemeral-storage"];

    private static readonly HashSet<string> Standard =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage",
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage", "requests.storage",
        "services.nodeports", "services.loadbalancers",
    ];

    public static bool IsStandard(string name) => Standard.Contains(name) || IsHugePages(name);

    public static bool IsForContainers(string name) => ForContainers.Contains(name) || IsHugePages(name);

    public static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);

    /// <summary>Whether so much is whole pages of the size in the name (IsHugePageResourceValueDivisible).</summary>
    public static bool IsWholePages(string name, Quantity amount) =>
        Quantity.TryParse(name["hugepages-".Length..], out var size) && size.Sign > 0 && amount.Units % size.Units == 0;

    public static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>A device plugin's resource, such as nvidia.com/gpu.</summary>
    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && !Names.QualifiedName("requests." + name).Any();

    /// <summary>Whether a limit may exceed the request. Devices and huge pages are not shared.</summary>
    public static bool AllowsOvercommit(string name) => IsNative(name) && !IsHugePages(name);

    public static bool IsInteger(string name) => IsExtended(name)
        || name is "pods" or "resourcequotas" or "services" or "replicationcontrollers" or "secrets" or "configmaps" or "persistentvolumeclaims"
            or "services.nodeports" or "services.loadbalancers" || name.StartsWith("count/", StringComparison.Ordinal);
}
