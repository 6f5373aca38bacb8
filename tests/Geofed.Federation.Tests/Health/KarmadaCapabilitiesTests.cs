using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Tests.Health;

public class KarmadaCapabilitiesTests
{
    private static readonly HashSet<GroupVersionResource> All =
    [
        KarmadaApi.Clusters, KarmadaApi.PropagationPolicies, KarmadaApi.ClusterPropagationPolicies, KarmadaApi.OverridePolicies, KarmadaApi.ClusterOverridePolicies,
        KarmadaApi.ClusterTaintPolicies, KarmadaApi.Works, KarmadaApi.ResourceBindings, KarmadaApi.ClusterResourceBindings, KarmadaApi.WorkloadRebalancers, KarmadaApi.InterpreterCustomizations,
    ];

    private static readonly JsonObject Overflows = Policy("""{"placement":{"properties":{"clusterAffinities":{"items":{"properties":{"overflowAffinities":{}}}}}},"suspension":{},"schedulePriority":{},"preserveResourcesOnDeletion":{}}""");

    private static JsonObject Policy(string fields) => JsonNode.Parse(
        """{"spec":{"versions":[{"schema":{"openAPIV3Schema":{"properties":{"spec":{"properties":""" + fields + "}}}}}]}}")!.AsObject();

    private static JsonObject Version(string compiler) => new() { ["gitVersion"] = "v1.34.1", ["compiler"] = compiler };

    [Fact]
    public void The_embedded_control_plane_lacks_nothing() =>
        Assert.Equal(("Geofed", 0), (KarmadaCapabilities.Of(Version("dotnet"), All, null).Engine, KarmadaCapabilities.Of(Version("dotnet"), All, null).Lacks.Count));

    [Fact]
    public void What_a_Karmada_serves_tells_how_old_it_cannot_be()
    {
        Assert.Equal("1.18 or later", KarmadaCapabilities.Of(Version("gc"), All, Overflows).Version);
        Assert.Equal("1.14 or later", KarmadaCapabilities.Of(Version("gc"), All, []).Version);
    }

    [Theory]
    [InlineData("""{"placement":{},"suspension":{},"preserveResourcesOnDeletion":{},"schedulePriority":{}}""", "1.13 or later, before 1.14", "")]
    [InlineData("""{"placement":{},"suspension":{},"preserveResourcesOnDeletion":{}}""", "1.12 or later, before 1.14", "-Priority")]
    [InlineData("""{"placement":{},"suspension":{}}""", "1.11 or later, before 1.14", "-Priority preserveResourcesOnDeletion")]
    [InlineData("""{"placement":{}}""", "1.10 or later, before 1.14", "-Priority preserveResourcesOnDeletion Start-FederatedRollout")]
    public void Fields_of_policies_tell_it_of_older_ones_and_what_asks_for_those_that_are_missing(string fields, string version, string lacks)
    {
        var found = KarmadaCapabilities.Of(Version("gc"), All.Except([KarmadaApi.ClusterTaintPolicies]).ToHashSet(), Policy(fields));
        Assert.Equal(version, found.Version);
        var asked = new[] { "-Priority", "preserveResourcesOnDeletion", "Start-FederatedRollout" };
        Assert.Equal(lacks, string.Join(' ', asked.Where(a => found.Lacks.Any(l => l.Contains($"({a})", StringComparison.Ordinal)))));
    }

    [Fact]
    public void The_oldest_are_told_by_what_they_do_not_serve() => Assert.Equal(
        "before 1.10", KarmadaCapabilities.Of(Version("gc"), All.Except([KarmadaApi.ClusterTaintPolicies, KarmadaApi.WorkloadRebalancers]).ToHashSet(), Policy("{}")).Version);

    [Fact]
    public void What_it_lacks_is_named()
    {
        var lacks = KarmadaCapabilities.Of(Version("gc"), All.Except([KarmadaApi.WorkloadRebalancers]).ToHashSet(), null).Lacks;
        Assert.Equal("workloadrebalancers.apps.karmada.io", lacks[0]);
        Assert.Contains(lacks, l => l.Contains("replica-bounds", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_without_Karmada_is_no_federation() => Assert.Null(KarmadaCapabilities.Of(Version("gc"), new HashSet<GroupVersionResource>(), null).Engine);
}
