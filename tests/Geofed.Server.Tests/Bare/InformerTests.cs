using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Server.Tests.Bare;

public sealed class InformerTests
{
    private static readonly ResourceCollection ConfigMaps = new(new("", "v1", "configmaps"), "default");

    [Fact]
    public async Task What_it_keeps_of_another_process_is_without_managedFields_listed_and_watched()
    {
        await using var bare = await BareProcess.StartedAsync();
        using var api = bare.Client();
        await CreateAsync("listed");
        await using var informer = new Informer(api, ConfigMaps, TimeProvider.System);
        _ = informer.RunAsync(default);
        await informer.Synced.WaitAsync(TimeSpan.FromSeconds(30));
        await CreateAsync("watched");
        await informer.UntilAsync(i => i.Get(new("default", "watched")) is not null, default).WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var name in new[] { "listed", "watched" })
        {
            Assert.NotNull((await api.GetAsync(ConfigMaps.Named(name), default)).At("metadata", "managedFields"));
            Assert.Null(informer.Get(new("default", name)).At("metadata", "managedFields"));
        }

        Task CreateAsync(string name) => api.CreateAsync(ConfigMaps, new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["k"] = "1" } }, new("me"), default);
    }
}
