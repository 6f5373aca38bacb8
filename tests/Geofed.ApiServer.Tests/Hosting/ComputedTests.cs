using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Tests.Http;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Hosting;

/// <summary>Resources that are worked out when they are asked for.</summary>
public class ComputedTests
{
    private const string Path = "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods";

    /// <summary>One for each ConfigMap.</summary>
    private static readonly ComputedResource Metrics = new(new("metrics.k8s.io", "v1beta1", "pods"), "PodMetrics", true, (stored, ns) =>
        stored.List(new("", "v1", "configmaps"), ns).Select(map => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes($$"""
            { "kind": "PodMetrics", "apiVersion": "metrics.k8s.io/v1beta1", "metadata": { "name": "{{map.Name()}}", "namespace": "{{map.Namespace()}}", "labels": { "of": "{{map.Name()}}" } },
              "window": "1s", "containers": [ { "name": "a", "usage": { "cpu": "250m", "memory": "1Gi" } }, { "name": "b", "usage": { "cpu": "1", "memory": "1Gi" } } ] }
            """))));

    [Fact]
    public async Task They_are_discovered_got_listed_selected_and_shown_as_tables()
    {
        await using var api = await StartAsync();
        var served = (await api.GetAsync("/apis/metrics.k8s.io/v1beta1")).Json.Objects("resources").Single();
        Assert.Equal(("pods", "PodMetrics", "get,list"), (served.Str("name"), served.Str("kind"), string.Join(',', served.Strings("verbs"))));
        var list = (await api.GetAsync(Path)).Json;
        Assert.Equal(("PodMetricsList", "a,b"), (list.Str("kind"), string.Join(',', list.Objects("items").Select(o => o.Name()))));
        Assert.All(list.Objects("items"), o => Assert.Null(o.Str("kind")));
        Assert.Equal("b", (await api.GetAsync(Path + "?labelSelector=of%3Db")).Json.Objects("items").Single().Name());
        Assert.Equal("PodMetrics", (await api.GetAsync(Path + "/a")).Json.Str("kind"));
        Assert.Equal(404, (await api.GetAsync(Path + "/c")).Code);
        var table = (await api.GetAsync(Path, HttpApi.Admin, ("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"))).Json;
        Assert.Equal("""["a","1250m","2Gi","1s"]""", table.Objects("rows").First().Arr("cells")!.ToJsonString());
    }

    [Fact]
    public async Task They_are_not_watched_or_written_and_not_described()
    {
        await using var api = await StartAsync();
        Assert.Equal(405, (await api.GetAsync(Path + "?watch=true")).Code);
        Assert.Equal(405, (await api.PostAsync(Path, """{"metadata":{"name":"c"}}""")).Code);
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
            Assert.Equal(405, (await api.SendAsync(method, Path + "/a", """{"metadata":{"name":"a"}}""", HttpApi.Admin)).Code);
        Assert.Equal(405, (await api.SendAsync(HttpMethod.Delete, Path, null, HttpApi.Admin)).Code);
        Assert.DoesNotContain("metrics.k8s.io", (await api.GetAsync("/openapi/v3")).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await api.GetAsync(Path, token: null)).Code);
    }

    private static async Task<HttpApi> StartAsync()
    {
        var api = await HttpApi.StartAsync(options => options with { Computed = [Metrics] });
        foreach (var name in new[] { "b", "a" })
            await api.CreateAsync("/api/v1/namespaces/default/configmaps", $$"""{ "metadata": { "name": "{{name}}" } }""");
        return api;
    }
}
