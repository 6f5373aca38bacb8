using Geofed.Client;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.Members;

/// <summary>What tells which Services a member exports and where they lead: its ServiceExports, Services and EndpointSlices. Shared and read-only.</summary>
internal sealed class MemberExports : IAsyncDisposable
{
    /// <param name="follow">Begins to follow a collection.</param>
    /// <param name="changed">Told of each exported Service of which something has changed.</param>
    public MemberExports(Func<ResourceCollection, Action<InformerChange>, Informer> follow, Action<NamespacedName> changed)
    {
        Exports = follow(new(MultiClusterApi.ServiceExports), change => changed(change.Object.Key()));
        Services = follow(new(MultiClusterApi.Services), change => Tell(change.Object.Key()));
        Slices = follow(new(MultiClusterApi.EndpointSlices), change =>
        {
            if (change.Object.Label(MultiClusterNames.ServiceName) is { } service)
                Tell(new(change.Object.Namespace(), service));
        });
        Synced = Task.WhenAll(Exports.Synced, Services.Synced, Slices.Synced);

        void Tell(NamespacedName service)
        {
            if (Exports.Get(service) is not null)
                changed(service);
        }
    }

    public Informer Exports { get; }

    public Informer Services { get; }

    public Informer Slices { get; }

    /// <summary>Completes when all of it has been listed once.</summary>
    public Task Synced { get; }

    public async ValueTask DisposeAsync()
    {
        await Exports.DisposeAsync().ConfigureAwait(false);
        await Services.DisposeAsync().ConfigureAwait(false);
        await Slices.DisposeAsync().ConfigureAwait(false);
    }
}
