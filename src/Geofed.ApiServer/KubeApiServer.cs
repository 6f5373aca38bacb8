using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Bootstrap;
using Geofed.ApiServer.Hosting;
using Geofed.ApiServer.Lifecycle;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer;

/// <summary>One Kubernetes API: its objects, its rules, and the namespace and garbage-collection controllers.</summary>
public sealed class KubeApiServer : IAsyncDisposable
{
    private static readonly string[] SystemNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];
    private const string SystemTable = "geofed-system";
    private readonly Store _store;
    private readonly ApiState _state;
    private readonly ResourceOperations _operations;
    private readonly Definitions _definitions;
    private readonly Cleaner _cleaner;
    private readonly HttpFront _http;

    private KubeApiServer(Store store, ApiState state, string token, string signingKey)
    {
        (_store, _state, AdminToken) = (store, state, token);
        _operations = new(state, new(state, System.Text.Encoding.UTF8.GetBytes(signingKey)), [token, .. state.Options.AdminTokens]);
        _definitions = new(state, _operations);
        _cleaner = new(state, _operations);
        _http = new(state, _operations);
    }

    /// <summary>The bearer token of this API's administrator; stays the same over restarts. A secret.</summary>
    public string AdminToken { get; }

    /// <summary>Opens an API with all that the store holds of it; its controllers run until it is disposed.</summary>
    public static async Task<KubeApiServer> OpenAsync(Store store, ApiServerOptions options, CancellationToken ct)
    {
        var partition = await store.PartitionAsync(options.Name, ct).ConfigureAwait(false);
        var server = new KubeApiServer(store, new(partition, new(options.Computed), options), await SecretAsync(partition, "admin").ConfigureAwait(false), await SecretAsync(partition, "service-account-key").ConfigureAwait(false));
        await server.PrepareAsync(ct).ConfigureAwait(false);
        return server;
    }

    /// <summary>A client in this process, with all rights, whose name is also its field manager.</summary>
    public IKubeApi Local(string user) => new LocalApi(_operations, _state, user, _http.Raw);

    /// <summary>Answers one request; its path is the one below PathBase.</summary>
    public Task HandleAsync(HttpContext context) => _http.HandleAsync(context);

    /// <summary>Ends the API and deletes all of its data.</summary>
    public async Task DropAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        await _store.DropAsync(_state.Options.Name).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _definitions.DisposeAsync().ConfigureAwait(false);
        await _cleaner.DisposeAsync().ConfigureAwait(false);
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        await _definitions.StartAsync().ConfigureAwait(false);
        if (!_store.IsReadOnly)
            await FurnishAsync(ct).ConfigureAwait(false);
        _definitions.Watch();
        _cleaner.Start();
    }

    /// <summary>What every API, and this one, comes with.</summary>
    private async Task FurnishAsync(CancellationToken ct)
    {
        var api = Local("kube-apiserver");
        var namespaces = new ResourceCollection(new("", "v1", "namespaces"));
        // At once: they share one transaction.
        await Task.WhenAll(SystemNamespaces.Select(name => EnsureAsync(api, namespaces, new() { ["metadata"] = new JsonObject { ["name"] = name } }, ct))
            .Concat(BootstrapPolicy.All.Select(obj => EnsureAsync(api, obj, ct)))).ConfigureAwait(false);
        foreach (var definition in _state.Options.CustomResourceDefinitions)
            await _definitions.InstallAsync(api, definition, ct).ConfigureAwait(false);
        foreach (var obj in _state.Options.InitialObjects)
            await EnsureAsync(api, obj, ct).ConfigureAwait(false);
    }

    private Task EnsureAsync(IKubeApi api, JsonObject obj, CancellationToken ct)
    {
        var kind = obj.Kind();
        var resource = _state.Registry.OfKind(kind.Group, kind.Kind) ?? throw new ArgumentException($"An initial object of {_state.Options.Name} is of a kind that is not served: {kind}");
        return EnsureAsync(api, resource.Api.In(obj.Namespace() ?? "default"), obj, ct);
    }

    private static async Task EnsureAsync(IKubeApi api, ResourceCollection collection, JsonObject obj, CancellationToken ct)
    {
        try
        {
            await api.CreateAsync(collection, obj, new(), ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // It is there since an earlier run; people may have changed it.
        }
    }

    private static async Task<string> SecretAsync(Partition partition, string name)
    {
        var made = new JsonObject { ["token"] = RandomNumberGenerator.GetHexString(48, lowercase: true) };
        await partition.WriteAsync(SystemTable, name, null, _ => made.ToUtf8()).ConfigureAwait(false);
        return partition.Get(SystemTable, name)!.Parse().Str("token")!;
    }
}
