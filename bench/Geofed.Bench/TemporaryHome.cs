using Geofed.Client;

namespace Geofed.Bench;

/// <summary>An empty home; in the end its server is stopped and it is deleted.</summary>
internal sealed class TemporaryHome : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geofed-bench-");

    public TemporaryHome() => Server = new(new(_folder.FullName), TimeProvider.System);

    public string Folder => _folder.FullName;

    public LocalServer Server { get; }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(TimeSpan.FromSeconds(20), CancellationToken.None).ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }
}
