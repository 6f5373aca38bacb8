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

    private static readonly JsonObject Overflows = JsonNode.Parse("""
        {"spec":{"versions":[{"schema":{"openAPIV3Schema":{"properties":{"spec":{"properties":{"placement":{"properties":{"clusterAffinities":{"items":{"properties":{"overflowAffinities":{}}}}}}}}}}}}]}}
        """)!.AsObject();

    private static JsonObject Version(string compiler) => new() { ["gitVersion"] = "v1.34.1", ["compiler"] = compiler };

    [Fact]
    public void The_embedded_control_plane_lacks_nothing() =>
        Assert.Equal(("Geofed", 0), (KarmadaCapabilities.Of(Version("dotnet"), All, null).Engine, KarmadaCapabilities.Of(Version("dotnet"), All, null).Lacks.Count));

    [Fact]
    public void What_a_Karmada_serves_tells_how_old_it_cannot_be()
    {
        Assert.Equal("1.18 or later", KarmadaCapabilities.Of(Version("gc"), All, Overflows).Version);
        Assert.Equal("1.14 or later", KarmadaCapabilities.Of(Version("gc"), All, []).Version);
        Assert.Equal("before 1.14", KarmadaCapabilities.Of(Version("gc"), All.Except([KarmadaApi.ClusterTaintPolicies]).ToHashSet(), []).Version);
    }

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
