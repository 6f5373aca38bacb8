using System.Text.Json.Nodes;
using Geofed.ApiServer.Tests.Http;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Tables;

/// <summary>Tables and metadata of many objects, which are written as they come, say the same as those of one.</summary>
public class TableAnswersTests
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("Metadata")]
    [InlineData("Object")]
    public async Task A_list_has_the_rows_that_its_objects_have(string include)
    {
        await using var api = await StartAsync();
        var list = (await api.GetAsync($"{Pods}?includeObject={include}", HttpApi.Admin, ("Accept", Table))).Json;
        Assert.Equal(["kind", "apiVersion", "metadata", "columnDefinitions", "rows"], list.Select(p => p.Key));
        Assert.Equal(2, list.Objects("rows").Count());
        foreach (var (row, name) in list.Objects("rows").Zip((string[])["a", "b"]))
        {
            var one = (await api.GetAsync($"{Pods}/{name}?includeObject={include}", HttpApi.Admin, ("Accept", Table))).Json;
            Assert.Equal(Untimed(Assert.Single(one.Objects("rows"))).ToText(), Untimed(row).ToText());
            Assert.Equal(one.Arr("columnDefinitions")!.ToText(), list.Arr("columnDefinitions")!.ToText());
        }
    }

    [Fact]
    public async Task Metadata_alone_are_those_of_the_objects()
    {
        await using var api = await StartAsync();
        var list = (await api.GetAsync(Pods, HttpApi.Admin, ("Accept", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"))).Json;
        Assert.Equal("PartialObjectMetadataList", list.Str("kind"));
        foreach (var (partial, whole) in list.Objects("items").Zip((await api.GetAsync(Pods)).Json.Objects("items")))
        {
            Assert.Equal("PartialObjectMetadata", partial.Str("kind"));
            Assert.Equal(whole["metadata"]!.ToText(), partial["metadata"]!.ToText());
            Assert.Null(partial["spec"]);
        }
    }

    [Fact]
    public async Task What_is_stored_in_another_version_has_its_rows_too()
    {
        await using var api = await HttpApi.StartAsync();
        const string autoscalers = "/namespaces/default/horizontalpodautoscalers";
        await api.CreateAsync("/apis/autoscaling/v2" + autoscalers, """{"metadata":{"name":"h"},"spec":{"maxReplicas":3,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}}""");
        foreach (var version in (string[])["v1", "v2"])
        {
            var list = (await api.GetAsync($"/apis/autoscaling/{version}{autoscalers}?includeObject=Object", HttpApi.Admin, ("Accept", Table))).Json;
            var row = Assert.Single(list.Objects("rows"));
            Assert.Equal("h", row.Arr("cells")![0].Str());
            Assert.Equal("autoscaling/" + version, row.Str("object", "apiVersion"));
        }
    }

    private static async Task<HttpApi> StartAsync()
    {
        var api = await HttpApi.StartAsync();
        foreach (var name in (string[])["b", "a"])
            await api.CreateAsync(Pods, $$$"""{"metadata":{"name":"{{{name}}}","labels":{"l":"x"},"annotations":{"a":"<é>\n\"&"}},"spec":{"containers":[{"name":"c","image":"i"},{"name":"d","image":"j"}]}}""");
        return api;
    }

    /// <summary>Without the age, which goes on.</summary>
    private static JsonObject Untimed(JsonObject row)
    {
        row.Arr("cells")![4] = null;
        return row;
    }
}
