using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Strategies;

public class OmittedValuesTests
{
    [Fact]
    public void Go_leaves_out_what_is_empty_or_zero_but_not_structs_and_pointers()
    {
        var pod = Written.Json("""
            {"metadata":{"name":"p","labels":{}},"spec":{"hostNetwork":false,"nodeName":"","tolerations":[],"containers":[{"name":"c","env":[{"name":"E","value":""}],"stdin":false}],
             "volumes":[{"name":"e","emptyDir":{}},{"name":"h","hostPath":{"path":"/x","type":""}},{"name":"d","azureDisk":{"diskName":"d","diskURI":"u","readOnly":false}}]}}
            """);
        OmittedValues.Drop(pod, BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!);
        Assert.Equal(Written.Json("""
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","env":[{"name":"E"}]}],
             "volumes":[{"name":"e","emptyDir":{}},{"name":"h","hostPath":{"path":"/x","type":""}},{"name":"d","azureDisk":{"diskName":"d","diskURI":"u","readOnly":false}}]}}
            """).ToText(), pod.ToText());
    }
}
