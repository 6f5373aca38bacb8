namespace Geofed.Server;

/// <summary>An API that is only read: nothing acts on its objects.</summary>
internal sealed class Resting : IAsyncDisposable
{
    public static Resting Instance { get; } = new();

    public ValueTask DisposeAsync() => default;
}
