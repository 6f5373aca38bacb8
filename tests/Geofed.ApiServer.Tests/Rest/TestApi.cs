using System.Text.Json.Nodes;
using Geofed.ApiServer.Storage;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Rest;

/// <summary>An API in a temporary folder.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly bool _keepFolder;

    private TestApi(DirectoryInfo folder, bool keepFolder, Store store, KubeApiServer server) => (_folder, _keepFolder, Store, Server) = (folder, keepFolder, store, server);

    public Store Store { get; }
    public KubeApiServer Server { get; }
    public IKubeApi Api => Server.Local("test");

    public static readonly ResourceCollection ConfigMaps = new(new("", "v1", "configmaps"), "default");

    public static async Task<TestApi> OpenAsync(DirectoryInfo? folder = null)
    {
        var at = folder ?? Directory.CreateTempSubdirectory("geofed-test-");
        var store = await Store.OpenAsync(Path.Combine(at.FullName, "geofed.db"), TimeProvider.System, default);
        return new(at, folder is not null, store, await KubeApiServer.OpenAsync(store, new() { Name = "clusters/a" }, default));
    }

    public static JsonObject ConfigMap(string name, string value = "1") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { ["k"] = value },
    };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Store.DisposeAsync();
        if (!_keepFolder)
            _folder.Delete(recursive: true);
    }
}
