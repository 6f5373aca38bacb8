using System.Text.Json.Nodes;
using Geofed.Federation.Services;
using Geofed.Model;

namespace Geofed.Federation.Tests.Services;

public class ServiceSummaryTests
{
    private static readonly JsonObject Template = Parse("""
        { "metadata": { "name": "web", "namespace": "shop" }, "spec": { "type": "LoadBalancer", "ports": [ { "name": "http", "port": 80, "protocol": "TCP" }, { "name": "dns", "port": 53, "protocol": "UDP" } ] } }
        """);

    [Fact]
    public void WhatIsNotExportedLeadsToEachClustersOwnPods()
    {
        var service = ServiceSummary.Of("prod", new(Template, Binding("a", "b"), null, null), new HashSet<string>(), new Dictionary<string, MemberServices>
        {
            ["a"] = new([Service("web", "10.1.0.1")], [Slice("web-x", "web", "10.0.0.1", "10.0.0.2")], []),
        });
        Assert.Equal((false, ServiceType.LoadBalancer, "http 80/TCP, dns 53/UDP", "web.shop.svc"), (service.Exported, service.Type, string.Join(", ", service.Ports), service.DnsNames.Single()));
        var a = service.Clusters[0];
        Assert.Equal((ServiceRole.Local, null, "10.1.0.1", "web.shop.svc", "a/10.0.0.1 a/10.0.0.2"), (a.Role, a.Provider, a.Address, a.DnsName, string.Join(' ', a.Endpoints)));
        Assert.Equal(["8000/TCP"], a.Endpoints[0].Ports);
        Assert.Empty(service.Clusters[1].Endpoints);
        Assert.Null(service.Reason);
    }

    [Fact]
    public void WhatIsImportedLeadsToTheClustersThatExport()
    {
        var service = ServiceSummary.Of("prod", new(Template, Binding("a"), Exported("a"), Binding("c")), new HashSet<string>(), new Dictionary<string, MemberServices>
        {
            ["c"] = new([Service("derived-web", "10.1.0.9")], [Slice("imported-a-web-x", "derived-web", "10.0.0.1").From("a", ready: false), Slice("web-y", "web", "10.9.0.9")], []),
        });
        Assert.True(service.Exported);
        Assert.Equal(("a", "c", "derived-web.shop.svc"), (service.ExportedFrom.Single(), service.ImportedBy.Single(), service.DnsNames.Single()));
        var c = service.Clusters[1];
        Assert.Equal((ServiceRole.Imports, "Karmada", "10.1.0.9", "derived-web.shop.svc"), (c.Role, c.Provider, c.Address, c.DnsName));
        Assert.Equal(new FederatedEndpoint("a", "10.0.0.1", false).ToString(), c.Endpoints.Single().ToString());
        Assert.False(c.Endpoints.Single().Ready);
    }

    [Fact]
    public void WhereKarmadaBroughtThemTheirNamesTellWhereEndpointsAre()
    {
        var slices = new[] { Slice("imported-us-web-x", "derived-web", "10.0.0.1"), Slice("imported-us-east-web-y", "derived-web", "10.0.0.2") };
        // In a member, Karmada's marks name the cluster that imports.
        foreach (var slice in slices)
            slice.Ensure("metadata", "labels")["work.karmada.io/namespace"] = "karmada-es-eu";
        var service = ServiceSummary.Of("prod", new(Template, Binding("us", "us-east"), Exported("us", "us-east"), Binding("eu")), new HashSet<string>(), new Dictionary<string, MemberServices>
        {
            ["eu"] = new([Service("derived-web", "10.1.0.9")], slices, []),
        });
        Assert.Equal("us/10.0.0.1 us-east/10.0.0.2", string.Join(' ', service.Clusters[0].Endpoints));
    }

    [Fact]
    public void AFleetImportsByItself()
    {
        var import = Parse("""{ "metadata": { "name": "web", "namespace": "shop" }, "spec": { "ips": [ "10.2.0.1" ] } }""");
        var slice = Slice("gke-mcs-x", "gke-mcs-y", "10.0.0.1").From("g1", ready: true);
        slice.Ensure("metadata", "labels")["multicluster.kubernetes.io/service-name"] = "web";
        var service = ServiceSummary.Of("prod", new(Template, Binding("g1"), Exported("g1"), null), new HashSet<string> { "g1", "g2", "g3" }, new Dictionary<string, MemberServices>
        {
            ["g2"] = new([], [slice], [import]),
            ["g3"] = new([], [], []),
        });
        Assert.Equal(["g1", "g2", "g3"], service.Clusters.Select(c => c.Cluster));
        Assert.Equal(["g2"], service.ImportedBy);
        Assert.Equal(["web.shop.svc.clusterset.local"], service.DnsNames);
        Assert.Equal(("GKE", "10.2.0.1", "g1/10.0.0.1"), (service.Clusters[1].Provider, service.Clusters[1].Address, service.Clusters[1].Endpoints.Single().ToString()));
    }

    [Theory]
    [InlineData("""{ "clusterName": "a", "applied": true, "status": { "conditions": [ { "type": "Valid", "status": "False", "message": "no Service" } ] } }""", "a: no Service")]
    [InlineData("""{ "clusterName": "a", "applied": true, "status": { "conditions": [ { "type": "Valid", "status": "True" }, { "type": "Conflict", "status": "True", "message": "ports" } ] } }""", "a: ports")]
    [InlineData("""{ "clusterName": "a", "applied": true, "status": { "conditions": [ { "type": "Conflict", "status": "False", "message": "" } ] } }""", null)]
    [InlineData("""{ "clusterName": "a", "appliedMessage": "refused" }""", "a: refused")]
    [InlineData("""{ "clusterName": "b" }""", "a: the export has not arrived yet")]
    public void AnExportThatIsNotAsItShouldBeIsSaid(string report, string? reason)
    {
        var export = Binding("a");
        export["status"] = new JsonObject { ["aggregatedStatus"] = new JsonArray(Parse(report)) };
        Assert.Equal(reason, ServiceSummary.Of("prod", new(Template, Binding("a"), export, null), new HashSet<string>(), new Dictionary<string, MemberServices>()).Reason);
    }

    [Fact]
    public void AMemberThatDoesNotAnswerOrHasNoImportYetIsSaid()
    {
        var members = new Dictionary<string, MemberServices> { ["c"] = new([], [], [], new ClusterUnreachableException("no answer")), ["d"] = new([], [], []) };
        var service = ServiceSummary.Of("prod", new(Template, null, Exported("a"), Binding("c", "d")), new HashSet<string>(), members);
        Assert.Equal([null, "no answer", "the import has not arrived yet"], service.Clusters.Select(c => c.Reason));
        Assert.Equal("c: no answer; d: the import has not arrived yet", service.Reason);
    }

    private static JsonObject Binding(params string[] clusters) => new() { ["spec"] = new JsonObject { ["clusters"] = new JsonArray([.. clusters.Select(c => new JsonObject { ["name"] = c })]) } };

    private static JsonObject Exported(params string[] clusters)
    {
        var binding = Binding(clusters);
        binding["status"] = new JsonObject { ["aggregatedStatus"] = new JsonArray([.. clusters.Select(c => new JsonObject { ["clusterName"] = c, ["applied"] = true })]) };
        return binding;
    }

    private static JsonObject Service(string name, string address) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "shop" }, ["spec"] = new JsonObject { ["clusterIP"] = address } };

    private static JsonObject Slice(string name, string service, params string[] addresses) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "shop", ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = service } },
        ["endpoints"] = new JsonArray([.. addresses.Select(a => new JsonObject { ["addresses"] = new JsonArray(a) })]),
        ["ports"] = new JsonArray(new JsonObject { ["name"] = "", ["port"] = 8000, ["protocol"] = "TCP" }),
    };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

internal static class PlayedSlices
{
    public static JsonObject From(this JsonObject slice, string cluster, bool ready)
    {
        slice.Ensure("metadata", "labels")["multicluster.kubernetes.io/source-cluster"] = cluster;
        foreach (var endpoint in slice.Objects("endpoints"))
            endpoint["conditions"] = new JsonObject { ["ready"] = ready };
        return slice;
    }
}
