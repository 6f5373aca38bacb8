using Geofed.Clusters.Gke;

namespace Geofed.Clusters.Tests.Gke;

public class ClusterRulesTests
{
    private static GkeClusterSpec Pool(GkeNodePool pool) => Samples.Standard with { NodePools = [pool] };

    private static GkeNodePool Machine(string machine, string? accelerator = null, int count = 0) => new(new("p", machine, 3, accelerator, count));

    public static TheoryData<string, string, string> Broken() => new()
    {
        { "upper case", "Name", "'Train' cannot be" },
        { "41 letters", "Name", "1 to 40" },
        { "hyphen last", "Name", "no hyphen last" },
        { "line end", "Name", "cannot be" },
        { "project", "Project", "6 to 30" },
        { "region", "Region", "Did you mean 'europe-west4'?" },
        { "region in another case", "Region", "Did you mean 'europe-west4'?" },
        { "zone elsewhere", "Zone", "'us-central1-a' is not a zone of europe-west4; there are europe-west4-a" },
        { "zone twice", "Zones", "named twice" },
        { "version", "KubernetesVersion", "1.33" },
        { "cost label", "Labels", "lower-case" },
        { "cost label's value", "Labels", "The value of team" },
        { "too many labels", "Labels", "64" },
        { "node label", "NodeLabels", "node label's key" },
        { "node label of Kubernetes", "NodeLabels", "kept for Kubernetes" },
        { "services without fleet", "MultiClusterServices", "FleetProject" },
        { "scope", "OAuthScopes", "https://www.googleapis.com/auth/" },
        { "authorized network", "AuthorizedNetworks", "203.0.113.1/24" },
        { "short window", "MaintenanceWindow", "4 to 24 hours" },
        { "rare window", "MaintenanceWindow", "48 hours" },
        { "slot", "AddressSlot", "0" },
        { "slot of a full network", "AddressSlot", "slots 0 to 63, not 64" },
        { "another region", "Region", "no NAT in asia-east1" },
        { "another project", "Project", "acme-other" },
        { "autopilot with pools", "NodePools", "makes its own nodes" },
        { "autopilot with labels", "NodeLabels", "Google's to label" },
        { "autopilot in a zone", "Zone", "all zones" },
        { "no pools", "NodePools", "needs a node pool" },
        { "pools of one name", "NodePools", "2 pools named 'p'" },
        { "misspelt machine", "NodePools 'p'", "Did you mean 'e2-standard-4'?" },
        { "GPUs that a machine has not", "NodePools 'p'", "There are machines with 1, 2, 4, 8 x nvidia-l4." },
        { "GPUs on another machine", "NodePools 'p'", "cannot have 1 x nvidia-l4" },
        { "unknown accelerator", "NodePools 'p'", "Did you mean 'nvidia-l4'?" },
        { "taint", "NodePools 'p'", "is not a taint" },
        { "range of nodes", "NodePools 'p'", "5 to 3 nodes" },
        { "more than at most", "NodePools 'p'", "begin with 3 nodes and have 2 at most" },
        { "another fleet", "FleetProject", "those of the fleet of acme-ml-prod" },
        { "disk", "NodePools 'p'", "10 to 65536" },
    };

    private static GkeClusterSpec Spec(string what) => what switch
    {
        "upper case" => Samples.Standard with { Name = "Train" },
        "41 letters" => Samples.Standard with { Name = new('a', 41) },
        "hyphen last" => Samples.Standard with { Name = "a-" },
        "line end" => Samples.Standard with { Name = "a\n" },
        "project" => Samples.Standard with { Project = "acme" },
        "region" => Samples.Standard with { Region = "europe-wst4" },
        "region in another case" => Samples.Standard with { Region = "Europe-West4" },
        "zone elsewhere" => Samples.Standard with { Zone = "us-central1-a" },
        "zone twice" => Samples.Standard with { Zones = ["europe-west4-a", "europe-west4-a"] },
        "version" => Samples.Standard with { KubernetesVersion = "v1.33" },
        "cost label" => Samples.Standard with { Labels = new Dictionary<string, string> { ["Team"] = "a" } },
        "cost label's value" => Samples.Standard with { Labels = new Dictionary<string, string> { ["team"] = "A B" } },
        "too many labels" => Samples.Standard with { Labels = Enumerable.Range(0, 61).ToDictionary(i => $"l{i}", _ => "v") },
        "node label" => Samples.Standard with { NodeLabels = new Dictionary<string, string> { ["a b"] = "v" } },
        "node label of Kubernetes" => Samples.Standard with { NodeLabels = new Dictionary<string, string> { ["node.kubernetes.io/x"] = "v" } },
        "services without fleet" => Samples.Standard with { FleetProject = null, MultiClusterServices = true },
        "scope" => Samples.Standard with { OAuthScopes = ["https://example.com/auth/x"] },
        "authorized network" => Samples.Standard with { AuthorizedNetworks = [new("203.0.113.1/24")] },
        "short window" => Samples.Standard with { MaintenanceWindow = new(new(2, 0), TimeSpan.FromHours(3)) },
        "rare window" => Samples.Standard with { MaintenanceWindow = new(new(2, 0), TimeSpan.FromHours(6)) { Days = [DayOfWeek.Monday] } },
        "slot" => Samples.Standard with { AddressSlot = -1 },
        "slot of a full network" => Samples.Standard with { AddressSlot = 64 },
        "another region" => Samples.Standard with { Region = "asia-east1" },
        "another project" => Samples.Standard with { Project = "acme-other" },
        "autopilot with pools" => Samples.Autopilot with { NodePools = Samples.Standard.NodePools },
        "autopilot with labels" => Samples.Autopilot with { NodeLabels = Samples.Gpus.NodeLabels },
        "autopilot in a zone" => Samples.Autopilot with { Zone = "us-central1-a" },
        "no pools" => Samples.Standard with { NodePools = [] },
        "pools of one name" => Samples.Standard with { NodePools = [Machine("e2-standard-4"), Machine("e2-standard-8")] },
        "misspelt machine" => Pool(Machine("e2-standrd-4")),
        "GPUs that a machine has not" => Pool(Machine("g2-standard-12", "nvidia-l4", 3)),
        "GPUs on another machine" => Pool(Machine("e2-standard-4", "nvidia-l4", 1)),
        "unknown accelerator" => Pool(Machine("e2-standard-4", "nvidia-14", 1)),
        "taint" => Pool(new(new("p", "e2-standard-4", 3) { Taints = ["a=b"] })),
        "range of nodes" => Pool(new(new("p", "e2-standard-4", 3)) { MinCount = 5 }),
        "more than at most" => Pool(Machine("e2-standard-4") with { MaxCount = 2 }),
        "another fleet" => Samples.Standard with { FleetProject = "acme-fleet", MultiClusterServices = true },
        "disk" => Pool(Machine("e2-standard-4") with { DiskGigabytes = 5 }),
        _ => throw new InvalidOperationException(what),
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_Google_Cloud_would_refuse_is_told_with_its_field_and_rule(string what, string field, string rule)
    {
        var error = Assert.Throws<InvalidClusterSpecException>(() => GkeClusterProgram.Create(Spec(what), Samples.Network));
        Assert.Equal(field, error.Field);
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Cluster '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_series_newer_than_the_catalogue_is_left_to_Google_Cloud() => Pool(Machine("z9-standard-8")).Validate();

    [Fact]
    public void Every_accelerator_is_taken_with_each_of_its_counts() => Assert.All(NodePoolDefaults.Accelerators, a =>
        Assert.All(NodePoolDefaults.Counts(a), n => Pool(Machine(NodePoolDefaults.MachineType(a, n)!, a, n)).Validate()));
}
