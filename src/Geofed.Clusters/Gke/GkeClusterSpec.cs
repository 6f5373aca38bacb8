using System.Text.Json.Nodes;
using Geofed.Model.Catalogue;

namespace Geofed.Clusters.Gke;

/// <summary>What a GKE cluster shall be. It is stored beside its stack, whose program follows from it (<see cref="GkeClusterProgram"/>).</summary>
/// <param name="Name">Of the cluster, and of its stack: at most 40 lower-case letters, digits and hyphens.</param>
/// <param name="Project">Google Cloud's id of the project that pays.</param>
/// <param name="Region">e.g. "europe-west4".</param>
public sealed record GkeClusterSpec(string Name, string Project, string Region)
{
    /// <summary>The zone of a zonal cluster, whose control plane has one replica. Default: none, a regional cluster.</summary>
    public string? Zone { get; init; }

    /// <summary>Zones of the nodes. Default: the zone of a zonal cluster, the first three of a region.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Default: <see cref="GkeMode.Standard"/>.</summary>
    public GkeMode Mode { get; init; }

    /// <summary>Of a Standard cluster, at least one. Autopilot makes its own.</summary>
    public IReadOnlyList<GkeNodePool> NodePools { get; init; } = [];

    /// <summary>How early GKE upgrades. Default: <see cref="GkeReleaseChannel.Regular"/>.</summary>
    public GkeReleaseChannel ReleaseChannel { get; init; } = GkeReleaseChannel.Regular;

    /// <summary>The oldest version of the control plane, e.g. "1.33" or "1.33.5-gke.1080000". Default: the channel's.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>Labels by which Google Cloud tells costs apart, on the cluster, its machines and disks; managed-by, geofed-cluster and geofed-region are added.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Kubernetes labels of all nodes of a Standard cluster, e.g. the data that lies near them; <see cref="GkeLabels.Cluster"/> is added.</summary>
    public IReadOnlyDictionary<string, string> NodeLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// When given: nodes run as the project's default account with these scopes, and their pods with them (a simple cluster). Full URLs, or what comes after
    /// https://www.googleapis.com/auth/. Default: none; nodes have an account of their own with no more than nodes need, and pods have workload identity.
    /// </summary>
    public IReadOnlyList<string> OAuthScopes { get; init; } = [];

    /// <summary>The project whose fleet the cluster is registered in; null for none. Default: its own project.</summary>
    public string? FleetProject { get; init; } = Project;

    /// <summary>Services of the fleet's clusters reach each other (multi-cluster services); switched on for the fleet by the network's stack. Default: false.</summary>
    public bool MultiClusterServices { get; init; }

    /// <summary>Google Cloud and Pulumi refuse to delete it. Default: true.</summary>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>Default: none, GKE upgrades at any time.</summary>
    public GkeMaintenanceWindow? MaintenanceWindow { get; init; }

    /// <summary>Nodes have no public addresses and reach the world through the network's NAT. Default: true.</summary>
    public bool PrivateNodes { get; init; } = true;

    /// <summary>Ranges from which the control plane's IP endpoint may be called. Default: none named, anyone may who can authenticate.</summary>
    public IReadOnlyList<AuthorizedNetwork> AuthorizedNetworks { get; init; } = [];

    /// <summary>The control plane also has a DNS name, which Google's IAM guards, for callers outside the network. Default: true.</summary>
    public bool DnsEndpoint { get; init; } = true;

    /// <summary>The number of its ranges in the network's <see cref="AddressPlan"/>. Default: 0, which the first cluster of a network has.</summary>
    public int AddressSlot { get; init; }

    /// <summary>Where GKE has it: its zone or its region.</summary>
    public string Location => Zone ?? Region;

    /// <summary>The zones that nodes are in when their pool does not say.</summary>
    public IReadOnlyList<string> NodeZones => Zones.Count > 0 ? Zones : Zone is not null ? [Zone] : [.. (GcpRegion.Find(Region)?.Zones ?? []).Take(3)];

    /// <summary>Whether its nodes have an account of their own, and its pods workload identity.</summary>
    public bool HasNodeAccount => OAuthScopes.Count == 0;

    /// <summary>Throws at the first rule that it breaks.</summary>
    /// <exception cref="InvalidClusterSpecException">It breaks a rule of Google Cloud's.</exception>
    public void Validate() => GkeClusterRules.Check(this);

    public JsonObject ToJson() => GkeClusterDocument.Write(this);

    /// <summary>What <see cref="ToJson"/> wrote, also by an older version: what is not said is as by default.</summary>
    /// <exception cref="FormatException">It is not such a document, or a newer version wrote it.</exception>
    public static GkeClusterSpec From(JsonObject document) => GkeClusterDocument.Read(document);

    public override string ToString() => $"{Name} in {Location}";
}

/// <summary>Who looks after the nodes.</summary>
public enum GkeMode
{
    /// <summary>Node pools as they are described.</summary>
    Standard,

    /// <summary>Google makes nodes as pods need them, and bills pods.</summary>
    Autopilot,
}

/// <summary>How early GKE upgrades (releaseChannel).</summary>
public enum GkeReleaseChannel
{
    Rapid,
    Regular,
    Stable,

    /// <summary>As Regular, with versions supported for up to 24 months.</summary>
    Extended,
}

/// <summary>Addresses from which a control plane may be called.</summary>
/// <param name="Range">e.g. "203.0.113.0/24".</param>
/// <param name="DisplayName">Whose they are, for people.</param>
public sealed record AuthorizedNetwork(string Range, string DisplayName = "");
