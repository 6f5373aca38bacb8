using System.Collections.Concurrent;
using Geofed.ApiServer;
using Geofed.ApiServer.Storage;
using Geofed.Client;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.Server;

/// <summary>The APIs that are open now, by path: "root", "clusters/NAME", "federations/NAME". Each has its kubeconfig file.</summary>
internal sealed class ServedApis(Store store, HomeFolder home, Certificates certificates, TimeProvider time, Action<string> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServedApi> _open = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address { get; set; } = new("https://127.0.0.1");

    public HomeFolder Home => home;

    /// <summary>Nothing can be written: APIs are read as an earlier run left them, and nothing acts on them.</summary>
    public bool IsReadOnly => store.IsReadOnly;

    /// <summary>The certificate, in PEM, by which clients know this server.</summary>
    public string AuthorityPem => certificates.Authority.ExportCertificatePem();

    public Uri Endpoint(string path) => new(Address, path);

    /// <summary>Opens an API with what the store has of it, and writes its kubeconfig.</summary>
    public async Task<KubeApiServer> OpenAsync(string path, string kubeconfig, Func<ApiServerOptions, ApiServerOptions> configure, CancellationToken ct)
    {
        var server = await KubeApiServer.OpenAsync(store, configure(new() { Name = path, Time = time, Ca = certificates.Authority, Log = log }), ct).ConfigureAwait(false);
        if (!IsReadOnly)
            Kubeconfig.ForToken(Path.GetFileName(path), Endpoint(path), server.AdminToken, certificates.AuthorityPem).Save(kubeconfig);
        _open[path] = new(server, time);
        return server;
    }

    /// <summary>A client in this process of an API that is open; null when it is not.</summary>
    public IKubeApi? Find(string path, string user) => _open.TryGetValue(path, out var api) ? api.Server.Local(user) : null;

    /// <summary>Everything that an earlier run served is served again: from now on, what is not open is not there. Until then its callers wait.</summary>
    public void Settle() => _settled.TrySetResult();

    /// <summary>Begins an outage of an API, or ends it with null. Connections that are open then are cut.</summary>
    public void SetOutage(string path, bool? hangs)
    {
        if (_open.TryGetValue(path, out var api) && api.Outage?.Hangs != hangs)
            api.SetOutage(hangs is { } how ? new Outage(how) : null);
    }

    /// <summary>Lets an API seem to be so far away.</summary>
    public void SetRoundTrip(string path, TimeSpan time)
    {
        if (_open.TryGetValue(path, out var api))
            api.RoundTrip = time;
    }

    /// <summary>Closes an API, if it is open, and deletes its data and its kubeconfig: also what an earlier run of the server left.</summary>
    public async Task DropAsync(string path, string kubeconfig)
    {
        File.Delete(kubeconfig);
        if (_open.TryRemove(path, out var api))
        {
            api.SetOutage(null);
            await api.Server.DisposeAsync().ConfigureAwait(false);
        }
        await store.DropAsync(path).ConfigureAwait(false);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var path = Served(context.Request.Path.Value ?? "");
        // A client that goes on over a restart must not take what is about to be served for deleted.
        if (path is not null && !_open.ContainsKey(path))
            await _settled.Task.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        if (path is null || !_open.TryGetValue(path, out var api))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("There is no API at this path.\n", context.RequestAborted).ConfigureAwait(false);
            return;
        }
        context.Request.Path.StartsWithSegments("/" + path, out var matched, out var rest);
        context.Request.PathBase = matched;
        context.Request.Path = rest.HasValue ? rest : "/";
        if (api.Outage is { } outage)
            await outage.SufferAsync(context).ConfigureAwait(false);
        else
            await api.HandleAsync(context).ConfigureAwait(false);
    }

    /// <summary>The first segment, or the first two.</summary>
    private static string? Served(string path)
    {
        var segments = path.Split('/', 4);
        return segments switch
        {
            ["", "root", ..] => "root",
            ["", "clusters" or "federations", var name, ..] => $"{segments[1]}/{name}",
            _ => null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var api in _open.Values)
            await api.Server.DisposeAsync().ConfigureAwait(false);
    }
}
