using System.Text.Json.Nodes;
using Geofed.ApiServer.Patching;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Tests.Rest;
using Geofed.ApiServer.Tests.Strategies;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Patching;

public class PatchTests
{
    private static readonly SchemaNode Pod = BuiltInSchemas.For(new("", "v1", "Pod"))!;

    private static string Merged(string doc, string patch) => StrategicMergePatch.Apply(Written.Json(doc), Written.Json(patch), Pod).ToJsonString();

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"a","image":"x"},{"name":"b"}]}}""", """{"spec":{"containers":[{"name":"a","$patch":"delete"}]}}""", """{"spec":{"containers":[{"name":"b"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"containers":[{"$patch":"replace"},{"name":"c"}]}}""", """{"spec":{"containers":[{"name":"c"}]}}""")]
    [InlineData("""{"spec":{"securityContext":{"runAsUser":1,"fsGroup":2}}}""", """{"spec":{"securityContext":{"$patch":"replace","runAsUser":3}}}""", """{"spec":{"securityContext":{"runAsUser":3}}}""")]
    [InlineData("""{"spec":{"securityContext":{"runAsUser":1}}}""", """{"spec":{"securityContext":{"$patch":"delete"}}}""", """{"spec":{"securityContext":{}}}""")]
    [InlineData("""{"spec":{"hostname":"h"}}""", """{"spec":{"securityContext":{"$patch":"delete"}}}""", """{"spec":{"hostname":"h"}}""")]
    [InlineData("""{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""", """{"spec":{"volumes":[{"name":"v","$retainKeys":["name","configMap"],"configMap":{"name":"c"}}]}}""", """{"spec":{"volumes":[{"name":"v","configMap":{"name":"c"}}]}}""")]
    [InlineData("""{"metadata":{"finalizers":["a/x","b/x","c/x"]}}""", """{"metadata":{"$deleteFromPrimitiveList/finalizers":["b/x"]}}""", """{"metadata":{"finalizers":["a/x","c/x"]}}""")]
    [InlineData("""{"metadata":{"finalizers":["a/x","b/x"]}}""", """{"metadata":{"$setElementOrder/finalizers":["b/x","a/x"]}}""", """{"metadata":{"finalizers":["b/x","a/x"]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"b"},{"name":"a"}],"containers":[{"name":"c"}]}}""",
        """{"spec":{"containers":[{"name":"c"},{"name":"b"},{"name":"a"}]}}""")]
    [InlineData("""{"spec":{"tolerations":[{"key":"a"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""")]
    [InlineData("""{"spec":{"nodeSelector":{"a":"1"}}}""", """{"spec":{"nodeSelector":{"a":null,"b":"2"}}}""", """{"spec":{"nodeSelector":{"b":"2"}}}""")]
    public void DirectivesAreFollowed(string doc, string patch, string result) => Assert.Equal(result, Merged(doc, patch));

    [Theory]
    [InlineData("""{"spec":{"$patch":"merge"}}""", 500, "unknown patch type: merge in map: map[$patch:merge]")]
    [InlineData("""{"spec":{"containers":[{"image":"x"}]}}""", 500, "map: map[image:x] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"containers":[{"name":"a","$patch":"merge"}]}}""", 500, "merging lists cannot yet be specified in the patch")]
    [InlineData("""{"spec":{"$retainKeys":["hostname"],"nodeName":"n"}}""", 400, "invalid patch format of retainKeys")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/finalizers":"a"}}""", 400, "invalid patch format of primitive list")]
    [InlineData("""{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"b"}]}}""", 500,
        "The order in patch list:\n[map[name:b]]\n doesn't match $setElementOrder list:\n[map[name:a]]\n")]
    public void DirectivesThatMakeNoSenseAreRefused(string patch, int code, string message)
    {
        var refusal = Assert.Throws<KubeApiException>(() => Merged("""{"metadata":{"finalizers":["a"]},"spec":{"containers":[{"name":"a"}]}}""", patch));
        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("""{"data":{"k":1}}""", """failed to create typed patch object (/a; v1, Kind=ConfigMap): .data.k: expected string, got &value.valueUnstructured{Value:1}""")]
    [InlineData("""{"data":"x"}""", """failed to create typed patch object (/a; v1, Kind=ConfigMap): .data: expected map, got &{x}""")]
    [InlineData("""{"immutable":"x","other":1}""", "failed to create typed patch object (/a; v1, Kind=ConfigMap): errors:\n  .immutable: expected boolean, got &{x}\n  .other: field not declared in schema")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[{"kind":"X"}]}}""",
        """failed to create typed patch object (/a; v1, Kind=ConfigMap): .metadata.ownerReferences: element 0: associative list with keys has an element that omits all key fields ["uid"] (and doesn't have default values for any key fields)""")]
    [InlineData("""{"metadata":{"name":"a","ownerReferences":[null,1]}}""", """failed to create typed patch object (/a; v1, Kind=ConfigMap): .metadata.ownerReferences: element 0: associative list with keys may not have a null element""")]
    [InlineData("""{"metadata":{"name":"a","finalizers":[{}]}}""", """failed to create typed patch object (/a; v1, Kind=ConfigMap): .metadata.finalizers: element 0: associative list without keys has an element that's a map type""")]
    [InlineData("""{"one":1,"other":1}""", """failed to create typed patch object (/a; v1, Kind=ConfigMap): .one: field not declared in schema""")]
    [InlineData("""{"metadata":{"name":"a","finalizers":["a/x","a/x"]}}""", """failed to create typed patch object (/a; v1, Kind=ConfigMap): .metadata.finalizers: duplicate entries for key [="a/x"]""")]
    public async Task WhatIsAppliedHasTheKindsFields(string part, string message)
    {
        var refusal = await Apply(Over(TestApi.ConfigMap("a"), part));
        Assert.Equal((500, message), (refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v2"}""", "Incorrect version specified in apply patch. Specified patch version: v2, expected: v1")]
    [InlineData("""{"metadata":{"name":"a","managedFields":[]}}""", "metadata.managedFields must be nil")]
    [InlineData("""{"metadata":{"name":"b"}}""", "the name of the object (b) does not match the name on the URL (a)")]
    [InlineData("""{"metadata":{"name":"a","namespace":"other"}}""", "the namespace of the provided object does not match the namespace sent on the request")]
    public async Task WhatIsAppliedIsWhatTheUrlNames(string part, string message)
    {
        var refusal = await Apply(Over(TestApi.ConfigMap("a"), part));
        Assert.Equal((400, message), (refusal.Code, refusal.Message));
    }

    private static async Task<KubeApiException> Apply(JsonObject config)
    {
        await using var test = await TestApi.OpenAsync();
        return await Assert.ThrowsAsync<KubeApiException>(() => test.Api.PatchAsync(TestApi.ConfigMaps.Named("a"), PatchKind.Apply, config, new("m"), default));
    }

    private static JsonObject Over(JsonObject obj, string part)
    {
        foreach (var (key, value) in Written.Json(part))
            obj[key] = value.Copy();
        return obj;
    }
}
