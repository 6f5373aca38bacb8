using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Server.Tests.Bare;

/// <summary>Data that cannot be written to: from the start, or from some time on.</summary>
public sealed class ReadOnlyTests
{
    private static readonly ResourceCollection ConfigMaps = new(new("", "v1", "configmaps"), "default");

    [ReadOnlyFolderFact]
    public Task Data_that_a_server_left_in_good_order_are_served_for_reading() => ServedForReadingAsync(bare => bare.StopAsync());

    [ReadOnlyFolderFact]
    public Task Data_of_a_server_that_was_killed_are_served_for_reading_with_all_that_was_acknowledged() => ServedForReadingAsync(bare => bare.KillAsync());

    [ReadOnlyFolderFact]
    public async Task Data_that_another_server_writes_are_not_served()
    {
        await using var writes = await BareProcess.StartedAsync();
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => writes.StartBesideAsync());
        Assert.Contains("another Geofed server uses it", refusal.Message, StringComparison.Ordinal);
    }

    [ReadOnlyFolderFact]
    public async Task Where_there_is_no_database_and_none_can_be_made_nothing_is_served()
    {
        await using var bare = new BareProcess();
        Directory.CreateDirectory(bare.Data);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => bare.StartAsync(isReadOnly: true));
        Assert.Contains("Check that its folder exists and may be written to", refusal.Message, StringComparison.Ordinal);
    }

    [ImmutableFileFact]
    public async Task Data_that_become_read_only_in_use_are_read_on_and_written_again_when_they_can_be()
    {
        await using var bare = await BareProcess.StartedAsync();
        using var api = bare.Client();
        await api.CreateAsync(ConfigMaps, ConfigMap("kept"), new(), default);
        using var watched = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var events = api.WatchAsync(ConfigMaps, ListOptions.All, watched.Token).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        string[] files = [bare.Database, bare.Database + "-wal", bare.Data];
        try
        {
            ImmutableFile.Set(files, true);
            await RefusedAsync(api);
            Assert.Equal("kept", (await api.GetAsync(ConfigMaps.Named("kept"), default)).Name());
        }
        finally
        {
            ImmutableFile.Set(files, false);
        }
        await api.CreateAsync(ConfigMaps, ConfigMap("after"), new(), default);
        while (events.Current.Object.Name() != "after")
            Assert.True(await events.MoveNextAsync());
        Assert.DoesNotContain("late", await NamesAsync(api));
    }

    private static async Task ServedForReadingAsync(Func<BareProcess, Task> end)
    {
        await using var bare = await BareProcess.StartedAsync();
        using (var before = bare.Client())
            await before.CreateAsync(ConfigMaps, ConfigMap("kept"), new(), default);
        await end(bare);

        await bare.StartAsync(isReadOnly: true);
        using var api = bare.Client();
        Assert.Contains("kept", await NamesAsync(api));
        Assert.Equal("1", (await api.GetAsync(ConfigMaps.Named("kept"), default)).Str("data", "k"));
        using var watched = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var change in api.WatchAsync(ConfigMaps, ListOptions.All, watched.Token))
        {
            Assert.Equal("kept", change.Object.Name());
            break;
        }
        await RefusedAsync(api);
        var removal = await Assert.ThrowsAsync<KubeApiException>(() => api.DeleteAsync(ConfigMaps.Named("kept"), new(), default));
        Assert.Equal(507, removal.Code);
        await bare.KillAsync();

        await bare.StartAsync();
        using var again = bare.Client();
        await again.CreateAsync(ConfigMaps, ConfigMap("after"), new(), default);
        var names = await NamesAsync(again);
        Assert.Superset(new HashSet<string> { "kept", "after" }, names);
        Assert.DoesNotContain("late", names);
    }

    private static async Task RefusedAsync(HttpKubeApi api)
    {
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => api.CreateAsync(ConfigMaps, ConfigMap("late"), new(), default));
        Assert.Equal((507, "InternalError"), (refusal.Code, refusal.Reason));
        Assert.Contains("nothing was written", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<HashSet<string>> NamesAsync(HttpKubeApi api) => [.. (await api.ListAsync(ConfigMaps, ListOptions.All, default)).Items.Select(o => o.Name())];

    private static JsonObject ConfigMap(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["k"] = "1" } };
}
