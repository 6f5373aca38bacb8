namespace Geofed.PulumiDouble;

/// <summary>Inputs that cannot be changed on a resource that exists: those that are marked so in the provider's documentation, as far as Geofed writes them.</summary>
internal static class ReplacementRules
{
    private static readonly Dictionary<string, string[]> Fixed = new()
    {
        ["gcp:container/cluster:Cluster"] =
        [
            "name", "location", "project", "network", "subnetwork", "networkingMode", "enableAutopilot", "initialNodeCount", "nodeConfig", "ipAllocationPolicy", "datapathProvider",
            "privateClusterConfig.enablePrivateNodes", "clusterIpv4Cidr", "defaultMaxPodsPerNode", "enableTpu", "enableKubernetesAlpha",
        ],
        ["gcp:container/nodePool:NodePool"] =
        [
            "name", "cluster", "location", "project", "initialNodeCount", "maxPodsPerNode", "placementPolicy", "nodeConfig.guestAccelerators", "nodeConfig.spot", "nodeConfig.preemptible",
            "nodeConfig.serviceAccount", "nodeConfig.oauthScopes", "nodeConfig.minCpuPlatform", "nodeConfig.shieldedInstanceConfig", "nodeConfig.localSsdCount", "nodeConfig.reservationAffinity",
            "nodeConfig.metadata", "nodeConfig.machineType",
        ],
        ["gcp:compute/network:Network"] = ["name", "project", "autoCreateSubnetworks"],
        ["gcp:compute/subnetwork:Subnetwork"] = ["name", "project", "region", "network"],
        ["gcp:compute/router:Router"] = ["name", "project", "region", "network"],
        ["gcp:compute/routerNat:RouterNat"] = ["name", "project", "region", "router"],
        ["gcp:serviceaccount/account:Account"] = ["accountId", "project"],
        ["gcp:projects/iAMMember:IAMMember"] = ["project", "role", "member", "condition"],
        ["gcp:projects/service:Service"] = ["project", "service"],
        ["kubernetes:core/v1:Namespace"] = ["metadata.name"],
        ["kubernetes:core/v1:ResourceQuota"] = ["metadata.name", "metadata.namespace"],
        ["kubernetes:helm.sh/v3:Release"] = ["name", "namespace"],
        ["pulumi:providers:gcp"] = ["project"],
    };

    /// <summary>The fixed inputs that a change touches.</summary>
    public static IReadOnlyList<string> Keys(string type, InputDiff diff, IEnumerable<string> more) =>
        [.. Fixed.GetValueOrDefault(type, []).Concat(more).Where(key => diff.Changes.Any(c => c.Path == key || c.Path.StartsWith(key + ".", StringComparison.Ordinal) || c.Path.StartsWith(key + "[", StringComparison.Ordinal)
            || key.StartsWith(c.Path + ".", StringComparison.Ordinal))).Distinct()];

    /// <summary>Whether an input is fixed, so that the replacement of what it refers to replaces this resource as well.</summary>
    public static bool IsFixed(string type, string input) => Fixed.GetValueOrDefault(type, []).Any(key => key == input || key.StartsWith(input + ".", StringComparison.Ordinal));
}
