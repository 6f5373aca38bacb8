using Geofed.ApiServer.Tests.Http;
using Geofed.Model;
using Microsoft.Extensions.Time.Testing;

namespace Geofed.ApiServer.Tests.Watching;

/// <summary>Where a watch begins, what it shows, and how it ends.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private HttpApi _api = null!;

    [Theory]
    [InlineData("")]
    [InlineData("&resourceVersion=0")]
    public async Task From_nowhere_it_begins_with_what_is_there(string from)
    {
        await CreateAsync("a");
        using var watch = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1" + from);
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        await CreateAsync("b");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task From_a_version_it_begins_after_that()
    {
        var version = await CreateAsync("a");
        await CreateAsync("b");
        using var watch = await HttpWatch.StartAsync(_api, $"{ConfigMaps}?watch=1&resourceVersion={version}");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
        await PatchAsync("b", """{"data":{"k":"2"}}""");
        Assert.Equal("MODIFIED b", await watch.NextNameAsync());
    }

    [Theory]
    [InlineData("/api/v1/watch/configmaps?fieldSelector=metadata.namespace%3Ddefault")]
    [InlineData("/api/v1/watch/namespaces/default/configmaps")]
    public async Task The_former_paths_watch_a_collection(string path)
    {
        await CreateAsync("a");
        using var watch = await HttpWatch.StartAsync(_api, path);
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        await CreateAsync("b");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task The_former_paths_watch_one_object_and_its_own_path_does_not()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        using var watch = await HttpWatch.StartAsync(_api, "/api/v1/watch/namespaces/default/configmaps/b");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
        using var space = await HttpWatch.StartAsync(_api, "/api/v1/watch/namespaces/default");
        Assert.Equal("ADDED default", await space.NextNameAsync());
        Assert.Equal("ConfigMap", (await _api.GetAsync(ConfigMaps + "/a?watch=1")).Json.Str("kind"));
    }

    [Theory]
    [InlineData("/api/v1/watch/namespaces/default/configmaps/b?fieldSelector=metadata.name%3Da", 400)]
    [InlineData("/api/v1/watch/namespaces/default/pods/b/status", 404)]
    [InlineData("/apis/authorization.k8s.io/v1/watch/subjectaccessreviews", 404)]
    public async Task The_former_paths_watch_nothing_else(string path, int code) => Assert.Equal(code, (await _api.GetAsync(path)).Code);

    [Fact]
    public async Task Nothing_is_written_where_is_watched() => Assert.Equal(405, (await _api.PostAsync("/api/v1/watch/namespaces/default/configmaps", "{}")).Code);

    [Fact]
    public async Task A_streamed_list_ends_with_a_bookmark_that_says_so()
    {
        await CreateAsync("a");
        var version = await CreateAsync("b");
        using var watch = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        Assert.Equal("ADDED b", await watch.NextNameAsync());
        var bookmark = (await watch.NextAsync())!;
        Assert.Equal("BOOKMARK", bookmark.Str("type"));
        Assert.Equal("true", bookmark.Str("object", "metadata", "annotations", "k8s.io/initial-events-end"));
        Assert.Equal(version, bookmark.Str("object", "metadata", "resourceVersion"));
        Assert.Equal(422, (await _api.GetAsync(ConfigMaps + "?watch=1&sendInitialEvents=true")).Code);
    }

    [Fact]
    public async Task Bookmarks_come_every_minute_to_those_who_allow_them_and_before_the_end()
    {
        var version = await CreateAsync("a");
        using var watch = await HttpWatch.StartAsync(_api, $"{ConfigMaps}?watch=1&resourceVersion={version}&allowWatchBookmarks=true&timeoutSeconds=90");
        using var without = await HttpWatch.StartAsync(_api, $"{ConfigMaps}?watch=1&resourceVersion={version}&timeoutSeconds=90");
        var secret = await _api.CreateAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"elsewhere"}}""");
        _time.Advance(TimeSpan.FromMinutes(1));
        var bookmark = (await watch.NextAsync())!;
        Assert.Equal("BOOKMARK", bookmark.Str("type"));
        Assert.Equal(secret.ResourceVersion(), bookmark.Str("object", "metadata", "resourceVersion"));
        Assert.Null(bookmark.At("object", "metadata", "annotations"));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("end", await watch.NextNameAsync());
        Assert.Equal("end", await without.NextNameAsync());
    }

    [Fact]
    public async Task Bookmarks_of_tables_and_metadata_are_such_themselves()
    {
        var version = await CreateAsync("a");
        const string streamed = ConfigMaps + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        using var tables = await HttpWatch.StartAsync(_api, streamed, "application/json;as=Table;g=meta.k8s.io;v=v1");
        Assert.Equal("ADDED", (await tables.NextAsync()).Str("type"));
        var table = (await tables.NextAsync())!;
        Assert.Equal(("BOOKMARK", "Table", version), (table.Str("type"), table.Str("object", "kind"), table.Str("object", "metadata", "resourceVersion")));
        Assert.True(table.Obj("object")!.ContainsKey("columnDefinitions"));
        Assert.Null(table.At("object", "columnDefinitions"));
        var row = Assert.Single(table.Objects("object", "rows"));
        Assert.Equal("""["",0,"<unknown>"]""", row.Arr("cells")!.ToText());
        Assert.Equal("true", row.Str("object", "metadata", "annotations", "k8s.io/initial-events-end"));

        using var metadata = await HttpWatch.StartAsync(_api, streamed, "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        Assert.Equal("ADDED a", await metadata.NextNameAsync());
        var partial = (await metadata.NextAsync())!;
        Assert.Equal(("BOOKMARK", "PartialObjectMetadata", version), (partial.Str("type"), partial.Str("object", "kind"), partial.Str("object", "metadata", "resourceVersion")));
    }

    [Fact]
    public async Task Leaving_a_selector_reads_as_deleted()
    {
        using var watch = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1&labelSelector=a%3Db");
        using var named = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1&fieldSelector=metadata.name%3Dx");
        await CreateAsync("x");
        await PatchAsync("x", """{"metadata":{"labels":{"a":"b"}}}""");
        Assert.Equal("ADDED x", await watch.NextNameAsync());
        await PatchAsync("x", """{"data":{"k":"2"}}""");
        Assert.Equal("MODIFIED x", await watch.NextNameAsync());
        var left = await PatchAsync("x", """{"metadata":{"labels":{"a":"c"}}}""");
        var gone = (await watch.NextAsync())!;
        Assert.Equal(("DELETED", "b", left), (gone.Str("type"), gone.Str("object", "metadata", "labels", "a"), gone.Str("object", "metadata", "resourceVersion")));
        await CreateAsync("y");
        Assert.Equal(["ADDED x", "MODIFIED x", "MODIFIED x", "MODIFIED x"], [await named.NextNameAsync(), await named.NextNameAsync(), await named.NextNameAsync(), await named.NextNameAsync()]);
    }

    [Fact]
    public async Task One_who_comes_too_late_is_told_so_in_the_stream()
    {
        var first = await CreateAsync("a");
        for (var i = 0; i < 1100; i++)
            await PatchAsync("a", $$$"""{"data":{"k":"{{{i}}}"}}""");
        using var late = await HttpWatch.StartAsync(_api, $"{ConfigMaps}?watch=1&resourceVersion={first}");
        var error = (await late.NextAsync())!;
        Assert.Equal((200, "ERROR", 410L, "Expired"), (late.Code, error.Str("type"), error.Int("object", "code"), error.Str("object", "reason")));
        Assert.Equal("end", await late.NextNameAsync());
    }

    [Fact]
    public async Task Tables_and_metadata_are_watched_as_such_and_yaml_is_not()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        using var tables = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1", "application/json;as=Table;g=meta.k8s.io;v=v1");
        var (first, second) = ((await tables.NextAsync())!, (await tables.NextAsync())!);
        Assert.Equal(("Table", "Name"), (first.Str("object", "kind"), first.Objects("object", "columnDefinitions").First().Str("name")));
        Assert.Equal("a", first.Objects("object", "rows").Single().Arr("cells")![0]!.GetValue<string>());
        Assert.Null(second.At("object", "columnDefinitions"));
        using var metadata = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        var partial = (await metadata.NextAsync())!;
        Assert.Equal("PartialObjectMetadata", partial.Str("object", "kind"));
        Assert.Null(partial.At("object", "data"));
        using var yaml = await HttpWatch.StartAsync(_api, ConfigMaps + "?watch=1", "application/yaml");
        Assert.Equal(406, yaml.Code);
    }

    [Fact]
    public async Task Large_answers_are_compressed_for_those_who_accept_it_and_yaml_is_written_and_read()
    {
        for (var i = 0; i < 2; i++)
            await CreateAsync("large-" + i, new string('x', 100_000));
        Assert.Equal(["gzip"], (await _api.GetAsync(ConfigMaps, HttpApi.Admin, ("Accept-Encoding", "gzip"))).Encodings);
        Assert.Empty((await _api.GetAsync(ConfigMaps)).Encodings);
        Assert.Empty((await _api.GetAsync(ConfigMaps + "/large-0", HttpApi.Admin, ("Accept-Encoding", "gzip"))).Encodings);
        var written = await _api.PostAsync(ConfigMaps, "metadata:\n  name: written\ndata:\n  k: \"1\"\n", HttpApi.Admin, ("Content-Type", "application/yaml"));
        Assert.True(written.Code == 201, written.Text);
        var yaml = await _api.GetAsync(ConfigMaps + "/written", HttpApi.Admin, ("Accept", "application/yaml"));
        Assert.Equal("application/yaml", yaml.ContentType);
        Assert.Contains("k: \"1\"", yaml.Text, StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync(string name, string value = "1") => (await _api.CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"k":"{{{value}}}"}}""")).ResourceVersion();

    private async Task<string> PatchAsync(string name, string patch) =>
        (await _api.SendAsync(HttpMethod.Patch, ConfigMaps + "/" + name, patch, HttpApi.Admin, ("Content-Type", "application/merge-patch+json"))).Json.ResourceVersion();

    public async Task InitializeAsync() => _api = await HttpApi.StartAsync(time: _time);

    public async Task DisposeAsync() => await _api.DisposeAsync();
}
