using Microsoft.AspNetCore.Http;

namespace Geofed.Server;

/// <summary>How an API fails its callers for the time being: it cuts the connection at once, or takes the request and never answers.</summary>
internal sealed class Outage(bool hangs) : IDisposable
{
    private readonly CancellationTokenSource _over = new();

    public bool Hangs => hangs;

    public async Task SufferAsync(HttpContext context)
    {
        if (hangs)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, context.RequestAborted);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = either.Token.Register(ended.SetResult).ConfigureAwait(false);
            await ended.Task.ConfigureAwait(false);
        }
        context.Abort();
    }

    /// <summary>Lets go of those who still wait; their connections are cut, and they ask again.</summary>
    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }
}
