using System.Text.Json.Nodes;
using Geofed.Clusters.Programs;

namespace Geofed.Clusters.Gke;

/// <summary>The cluster itself, in a program.</summary>
internal static class GkeClusterResource
{
    public const string PodRange = "pods";
    public const string ServiceRange = "services";

    public static ResourceReference Add(
        ProgramBuilder program, GkeClusterSpec spec, GkeNetworkSpec network, ResourceReference subnet, GkeNodeIdentity nodes, IReadOnlyList<ResourceReference> roles)
    {
        var properties = Common(spec, network, subnet);
        foreach (var (key, value) in spec.Mode == GkeMode.Autopilot ? Autopilot(nodes) : Standard(spec, nodes))
            properties[key] = value?.DeepClone();
        // Last, where whoever reads the program looks for it.
        properties["deletionProtection"] = spec.DeletionProtection;
        return program.Add("cluster", "gcp:container/cluster:Cluster", properties, new()
        {
            Protect = spec.DeletionProtection,
            DependsOn = roles,
            // The first node pool is deleted at once; what it was must not replace the cluster.
            IgnoreChanges = spec.Mode == GkeMode.Standard ? ["nodeConfig", "initialNodeCount"] : [],
            Timeouts = new(60, 90, 60),
        });
    }

    private static JsonObject Common(GkeClusterSpec spec, GkeNetworkSpec network, ResourceReference subnet) => new()
    {
        ["name"] = spec.Name,
        ["location"] = spec.Location,
        ["network"] = network.Id,
        ["subnetwork"] = subnet["id"],
        ["ipAllocationPolicy"] = new JsonObject { ["clusterSecondaryRangeName"] = PodRange, ["servicesSecondaryRangeName"] = ServiceRange },
        ["privateClusterConfig"] = spec.PrivateNodes ? new JsonObject
        {
            ["enablePrivateNodes"] = true,
            ["enablePrivateEndpoint"] = false,
            ["masterGlobalAccessConfig"] = new JsonObject { ["enabled"] = true },
        }
        : null,
        ["controlPlaneEndpointsConfig"] = new JsonObject { ["dnsEndpointConfig"] = new JsonObject { ["allowExternalTraffic"] = spec.DnsEndpoint } },
        ["masterAuthorizedNetworksConfig"] = spec.AuthorizedNetworks.Count > 0 ? new JsonObject
        {
            ["gcpPublicCidrsAccessEnabled"] = false,
            ["cidrBlocks"] = new JsonArray([.. spec.AuthorizedNetworks.Select(n => new JsonObject
            {
                ["cidrBlock"] = n.Range,
                ["displayName"] = n.DisplayName.Length > 0 ? ProgramText.Literal(n.DisplayName) : null,
            })]),
        }
        : null,
        ["releaseChannel"] = new JsonObject { ["channel"] = spec.ReleaseChannel.ToString().ToUpperInvariant() },
        ["minMasterVersion"] = spec.KubernetesVersion,
        ["fleet"] = spec.FleetProject is { } fleet ? new JsonObject { ["project"] = fleet } : null,
        ["costManagementConfig"] = new JsonObject { ["enabled"] = true },
        ["resourceLabels"] = ProgramText.Map(GkeLabels.Costs(spec)),
        ["maintenancePolicy"] = spec.MaintenanceWindow is { } window ? new JsonObject
        {
            ["recurringWindow"] = new JsonObject { ["startTime"] = window.FirstStart, ["endTime"] = window.FirstEnd, ["recurrence"] = window.Recurrence },
        }
        : null,
        ["securityPostureConfig"] = new JsonObject { ["mode"] = "BASIC" },
    };

    private static JsonObject Standard(GkeClusterSpec spec, GkeNodeIdentity nodes) => new()
    {
        ["nodeLocations"] = NodeLocations(spec),
        ["networkingMode"] = "VPC_NATIVE",
        ["datapathProvider"] = "ADVANCED_DATAPATH",
        ["removeDefaultNodePool"] = true,
        ["initialNodeCount"] = 1,
        ["nodeConfig"] = Identity(nodes),
        ["workloadIdentityConfig"] = new JsonObject { ["workloadPool"] = spec.Project + ".svc.id.goog" },
        ["clusterAutoscaling"] = new JsonObject { ["autoscalingProfile"] = "OPTIMIZE_UTILIZATION" },
        ["addonsConfig"] = new JsonObject
        {
            ["gcePersistentDiskCsiDriverConfig"] = new JsonObject { ["enabled"] = true },
            ["gcsFuseCsiDriverConfig"] = new JsonObject { ["enabled"] = true },
            ["dnsCacheConfig"] = new JsonObject { ["enabled"] = true },
        },
        ["monitoringConfig"] = new JsonObject
        {
            ["enableComponents"] = new JsonArray("SYSTEM_COMPONENTS"),
            ["managedPrometheus"] = new JsonObject { ["enabled"] = true },
        },
        ["loggingConfig"] = new JsonObject { ["enableComponents"] = new JsonArray("SYSTEM_COMPONENTS", "WORKLOADS") },
    };

    private static JsonObject Autopilot(GkeNodeIdentity nodes) => new()
    {
        ["enableAutopilot"] = true,
        ["clusterAutoscaling"] = new JsonObject { ["autoProvisioningDefaults"] = Identity(nodes) },
    };

    private static JsonObject Identity(GkeNodeIdentity nodes) => new() { ["serviceAccount"] = nodes.Account, ["oauthScopes"] = ProgramText.List(nodes.Scopes) };

    /// <summary>Of a zonal cluster: the zones besides its own.</summary>
    private static JsonArray? NodeLocations(GkeClusterSpec spec)
    {
        var zones = spec.NodeZones.Where(zone => zone != spec.Zone).ToList();
        return zones.Count > 0 ? ProgramText.List(zones) : null;
    }
}
