using System.Collections.Concurrent;
using Geofed.Client;
using Geofed.Clusters.Imported;
using Geofed.Cmdlets.Server;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Connections;

/// <summary>The server of this machine. Connections are kept for the life of the process, so that the next cmdlet need not build one.</summary>
internal sealed class LocalApiSource : IApiSource
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    /// <summary>By path and age of the kubeconfig: a server that has come up anew has written a new one.</summary>
    private readonly ConcurrentDictionary<(string Path, DateTime Written), HttpKubeApi> _open = new();

    /// <summary>Made anew each time, because a script may change GEOFED_HOME.</summary>
    private static LocalServer Server => new(HomeFolder.FromEnvironment(), TimeProvider.System);

    public HomeFolder Home => HomeFolder.FromEnvironment();

    public AttachedFederations Attached => new(Home.AttachedFolder);

    public ImportedClusters Imported => new(HomeFolder.FromEnvironment().ImportedFolder);

    public async Task<IKubeApi> RootAsync(CancellationToken ct)
    {
        var server = Server;
        if (server.GetState() is null)
            await server.StartAsync(null, ct).ConfigureAwait(false);
        return Open(server.Home.RootKubeconfig);
    }

    public Task<IKubeApi?> RunningRootAsync(CancellationToken ct)
    {
        var server = Server;
        return Task.FromResult(server.GetState() is null ? null : Open(server.Home.RootKubeconfig));
    }

    public GeofedServer State() => Describe(Server, Server.GetState());

    public async Task<GeofedServer> StartAsync(int? port, bool standby, CancellationToken ct)
    {
        var server = Server;
        var state = await server.StartAsync(port, ct).ConfigureAwait(false);
        if (standby)
            await server.StandByAsync(ct).ConfigureAwait(false);
        return Describe(server, state);
    }

    public Task StopAsync(CancellationToken ct) => Server.StopAsync(StopTimeout, ct);

    public IKubeApi Open(string kubeconfig) =>
        _open.GetOrAdd((kubeconfig, File.GetLastWriteTimeUtc(kubeconfig)), key => HttpKubeApi.FromKubeconfig(key.Path));

    public IKubeApi OpenMember(Uri endpoint, string token, byte[]? certificateAuthority) => HttpKubeApi.FromToken(endpoint, token, certificateAuthority);

    private static GeofedServer Describe(LocalServer server, ServerState? state) => new(state is null ? "Stopped" : "Running", server.Home.Folder)
    {
        Address = state?.Address.ToString().TrimEnd('/'),
        ProcessId = state?.ProcessId,
        Version = state?.Version,
        StartedAt = state?.StartedAt,
        Standbys = Standbys.Of(server.Home),
        Log = server.Home.LogFile,
    };
}
