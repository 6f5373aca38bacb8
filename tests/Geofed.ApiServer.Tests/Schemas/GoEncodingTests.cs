using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Tests.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Schemas;

public class GoEncodingTests
{
    private static readonly SchemaNode Pod = BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!;

    [Fact]
    public void Go_leaves_out_what_is_empty_or_zero_but_not_structs_and_pointers()
    {
        var pod = Written.Json("""
            {"metadata":{"name":"p","labels":{}},"spec":{"hostNetwork":false,"nodeName":"","tolerations":[],"containers":[{"name":"c","env":[{"name":"E","value":""}],"stdin":false}],
             "volumes":[{"name":"e","emptyDir":{}},{"name":"h","hostPath":{"path":"/x","type":""}},{"name":"d","azureDisk":{"diskName":"d","diskURI":"u","readOnly":false}}]}}
            """);
        GoEncoding.Drop(pod, Pod);
        Assert.Equal(Written.Json("""
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","env":[{"name":"E"}]}],
             "volumes":[{"name":"e","emptyDir":{}},{"name":"h","hostPath":{"path":"/x","type":""}},{"name":"d","azureDisk":{"diskName":"d","diskURI":"u","readOnly":false}}]}}
            """).ToText(), pod.ToText());
    }

    [Fact]
    public void Go_writes_structs_and_fields_without_omitempty_even_when_there_is_nothing_in_them()
    {
        var node = Written.Json("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
        GoEncoding.Add(node, BuiltInSchemas.For(new GroupVersionKind("", "v1", "Node"))!);
        Assert.Equal("{}", node["spec"]!.ToText());
        Assert.Equal("""{"Port":0}""", node.At("status", "daemonEndpoints", "kubeletEndpoint")!.ToText());
        Assert.Equal("", node.Str("status", "nodeInfo", "machineID"));
        Assert.Contains("\"lastHeartbeatTime\":null", node["status"]!.ToText(), StringComparison.Ordinal);
    }
}
