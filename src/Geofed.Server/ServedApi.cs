using Geofed.ApiServer;
using Microsoft.AspNetCore.Http;

namespace Geofed.Server;

/// <summary>One open API with the outage that it suffers, if any.</summary>
internal sealed class ServedApi(KubeApiServer server, TimeProvider time)
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _reachable = new();

    public KubeApiServer Server => server;

    public Outage? Outage { get; private set; }

    /// <summary>How far its callers seem to be: each request takes so much longer. Those in this process are as near as ever.</summary>
    public TimeSpan RoundTrip { get; set; }

    /// <summary>An outage cuts what is under way, watches above all: to a caller, the cluster is gone.</summary>
    public void SetOutage(Outage? outage)
    {
        lock (_gate)
        {
            Outage?.Dispose();
            Outage = outage;
            if (outage is null)
                return;
            _reachable.Cancel();
            _reachable = new();
        }
    }

    public async Task HandleAsync(HttpContext context)
    {
        await using var cut = _reachable.Token.Register(context.Abort).ConfigureAwait(false);
        if (RoundTrip <= TimeSpan.Zero || await TravelAsync(context).ConfigureAwait(false))
            await server.HandleAsync(context).ConfigureAwait(false);
    }

    /// <summary>False when the caller has gone meanwhile.</summary>
    private async Task<bool> TravelAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(RoundTrip, time, context.RequestAborted).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
