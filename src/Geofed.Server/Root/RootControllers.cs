using Geofed.Model;

namespace Geofed.Server;

/// <summary>What the objects of the root API bring about. Clusters come first: federations reach them as they start.</summary>
internal sealed class RootControllers : IAsyncDisposable
{
    private readonly RootController _clusters;
    private readonly RootController _federations;

    private RootControllers(RootController clusters, RootController federations) => (_clusters, _federations) = (clusters, federations);

    /// <summary>Returns when everything that was served before is served again.</summary>
    public static async Task<RootControllers> StartAsync(IKubeApi root, ServedApis apis, TimeProvider time, Action<string> log, CancellationToken ct)
    {
        var controllers = new RootControllers(
            new(root, apis, new SimulatedClusters(apis, time, log), time, log),
            new(root, apis, new Federations(apis, time, log), time, log));
        try
        {
            await controllers._clusters.StartAsync(ct).ConfigureAwait(false);
            await controllers._federations.StartAsync(ct).ConfigureAwait(false);
            return controllers;
        }
        catch
        {
            await controllers.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _federations.DisposeAsync().ConfigureAwait(false);
        await _clusters.DisposeAsync().ConfigureAwait(false);
    }
}
