using System.Diagnostics;
using Geofed.Client;

namespace Geofed.Bench;

/// <summary>An empty home; in the end its server is stopped and it is deleted.</summary>
internal sealed class TemporaryHome : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-bench-");

    public TemporaryHome() => Server = new(new(_folder.FullName), TimeProvider.System);

    public string Folder => _folder.FullName;

    public LocalServer Server { get; }

    /// <summary>Starts its server; the client of its root API.</summary>
    public async Task<HttpKubeApi> StartAsync(CancellationToken ct)
    {
        Environment.SetEnvironmentVariable("GEOFED_SERVER", Built.File("Geofed.Server", "geofed-server.dll"));
        await Server.StartAsync(null, ct).ConfigureAwait(false);
        return HttpKubeApi.FromKubeconfig(Server.Home.RootKubeconfig);
    }

    /// <summary>How much memory its server has.</summary>
    public double Megabytes
    {
        get
        {
            using var process = Process.GetProcessById(Server.GetState()!.ProcessId);
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(TimeSpan.FromSeconds(20), CancellationToken.None).ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }
}
