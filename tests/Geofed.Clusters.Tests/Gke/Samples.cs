using Geofed.Clusters.Gke;
using Geofed.Clusters.Karmada;
using Geofed.Clusters.Programs;

namespace Geofed.Clusters.Tests.Gke;

/// <summary>Specs that together use every option, and their programs.</summary>
internal static class Samples
{
    public const string Project = "acme-ml-prod";

    public static GkeNetworkSpec Network { get; } = new(Project) { Regions = ["europe-west4", "us-central1"], FleetProject = Project, MultiClusterServices = true };

    /// <summary>As little as can be said.</summary>
    public static GkeClusterSpec Standard { get; } = new("euw4-a", Project, "europe-west4") { NodePools = [new(new("default-pool", "e2-standard-4", 3))] };

    public static GkeClusterSpec Autopilot { get; } = new("usc1-ap", Project, "us-central1") { Mode = GkeMode.Autopilot, AddressSlot = 1 };

    /// <summary>Every option of a Standard cluster.</summary>
    public static GkeClusterSpec Gpus { get; } = new("euw4-train", Project, "europe-west4")
    {
        Zones = ["europe-west4-a", "europe-west4-b"],
        NodePools =
        [
            new(new("cpu", "e2-standard-8", 4)) { MinCount = 2, MaxCount = 12, DiskGigabytes = 200, DiskType = "pd-ssd" },
            new(new("l4-spot", "g2-standard-12", 4, "nvidia-l4", 1, Spot: true)
            {
                Labels = new Dictionary<string, string> { ["acme.example/team"] = "vision" },
                Taints = ["acme.example/spot=true:NoSchedule", "acme.example/slow:PreferNoSchedule"],
            })
            { MinCount = 0, MaxCount = 16, Driver = GpuDriver.Latest, Zones = ["europe-west4-b"] },
            new(new("h100", "a3-highgpu-8g", 2)),
        ],
        ReleaseChannel = GkeReleaseChannel.Stable,
        KubernetesVersion = "1.33",
        Labels = new Dictionary<string, string> { ["environment"] = "prod", ["cost-center"] = "ml-platform" },
        NodeLabels = new Dictionary<string, string> { [GkeLabels.DataPrefix + "imagenet"] = "2026" },
        MultiClusterServices = true,
        MaintenanceWindow = new(new(2, 0), TimeSpan.FromHours(6)) { Days = [DayOfWeek.Sunday, DayOfWeek.Saturday] },
        AuthorizedNetworks = [new("203.0.113.0/24", "the office, ${floor} 3"), new("198.51.100.7/32")],
        AddressSlot = 2,
    };

    /// <summary>A simple zonal cluster: the project's default account with a list of scopes.</summary>
    public static GkeClusterSpec Simple { get; } = new("usc1-simple", Project, "us-central1")
    {
        Zone = "us-central1-a",
        NodePools = [new(new("default-pool", "e2-medium", 1)), new(new("t4", "n1-standard-4", 0, "nvidia-tesla-t4", 1)) { MaxCount = 1, Driver = GpuDriver.None }],
        OAuthScopes = ["https://www.googleapis.com/auth/devstorage.read_only", "logging.write"],
        FleetProject = null,
        DeletionProtection = false,
        PrivateNodes = false,
        DnsEndpoint = false,
        AddressSlot = 63,
    };

    public static KarmadaSpec Karmada { get; } = new("prod", "gke_acme-ml-prod_europe-west4_euw4-a") { Hosts = ["karmada.acme.example"] };

    /// <summary>Programs by the names of their golden files.</summary>
    public static IReadOnlyDictionary<string, StackProgram> Programs { get; } = new Dictionary<string, StackProgram>
    {
        ["standard"] = GkeClusterProgram.Create(Standard, Network),
        ["autopilot"] = GkeClusterProgram.Create(Autopilot, Network),
        ["gpus"] = GkeClusterProgram.Create(Gpus, Network),
        ["simple"] = GkeClusterProgram.Create(Simple, Network),
        ["network"] = GkeNetworkProgram.Create(Network),
        ["karmada"] = KarmadaProgram.Create(Karmada),
    };

    /// <summary>What the golden files do not show: what is left out where it is left out, and every choice.</summary>
    public static IReadOnlyDictionary<string, StackProgram> Variants { get; } = new Dictionary<string, StackProgram>
    {
        ["bare network"] = GkeNetworkProgram.Create(new(Project) { DeletionProtection = false }),
        ["karmada outside"] = KarmadaProgram.Create(Karmada with { Exposure = KarmadaExposure.External, DeletionProtection = false }),
        ["karmada by a secret kubeconfig"] = KarmadaProgram.Create(Karmada with { KubeconfigIsSecret = true }),
        ["karmada inside"] = KarmadaProgram.Create(Karmada with { Exposure = KarmadaExposure.ClusterOnly, Hosts = [], EtcdReplicas = 1 }),
        ["autopilot with scopes"] = GkeClusterProgram.Create(Autopilot with { OAuthScopes = ["cloud-platform"], MaintenanceWindow = new(new(22, 30), TimeSpan.FromHours(4)), AuthorizedNetworks = [new("192.0.2.0/24")] }, Network),
        ["drivers"] = GkeClusterProgram.Create(Standard with { NodePools = [.. Enum.GetValues<GpuDriver>().Select((driver, i) => new GkeNodePool(new($"g{i}", "g2-standard-48", 6, "nvidia-l4", 4)) { Driver = driver })] }, Network),
        ["channels"] = GkeClusterProgram.Create(Standard with { ReleaseChannel = GkeReleaseChannel.Extended, NodePools = [new(new("arm", "c4a-standard-8", 5) { Taints = ["a=b:NoExecute"] })] }, Network),
    };

    public static TheoryData<string> Names() => [.. Programs.Keys, .. Variants.Keys];

    public static StackProgram Named(string name) => Programs.TryGetValue(name, out var program) ? program : Variants[name];
}
