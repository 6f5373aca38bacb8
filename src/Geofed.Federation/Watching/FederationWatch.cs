using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Follows a federation: what its controllers tell, its members and what they run.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederationWatch(string name, IKubeApi api, TimeProvider time)
{
    private readonly FederationChanges _changes = new(name);

    /// <summary>What happens from now on, as it happens, until cancelled. A connection that is lost is made anew.</summary>
    /// <param name="failed">Told of each failure to follow.</param>
    public async IAsyncEnumerable<FederationEvent> RunAsync(Action<Exception> failed, [EnumeratorCancellation] CancellationToken ct)
    {
        var events = Channel.CreateUnbounded<FederationEvent>();
        var informers = new List<Informer>();
        try
        {
            Follow(new("", "v1", "events"), _changes.OfEvent);
            Follow(KarmadaApi.Clusters, change => _changes.OfMember(change, time.GetUtcNow()));
            Follow(KarmadaApi.ResourceBindings, change => _changes.OfBinding(change, time.GetUtcNow()));
            Follow(KarmadaApi.ClusterResourceBindings, change => _changes.OfBinding(change, time.GetUtcNow()));
            await foreach (var e in events.Reader.ReadAllAsync(ct).ConfigureAwait(false))
                yield return e;
        }
        finally
        {
            foreach (var informer in informers)
                await informer.DisposeAsync().ConfigureAwait(false);
        }

        void Follow(GroupVersionResource resource, Func<InformerChange, FederationEvent?> read)
        {
            var informer = new Informer(api, new(resource), time);
            informer.Failed += failed;
            // What is there already is no news.
            informer.Changed += change =>
            {
                if (informer.Synced.IsCompleted && read(change) is { } e)
                    events.Writer.TryWrite(e);
            };
            informers.Add(informer);
            _ = informer.RunAsync(ct);
        }
    }
}
