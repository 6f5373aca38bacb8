using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Placement.Capacity;

namespace Geofed.Federation;

/// <summary>Reads the nodes of members, and what is free on them.</summary>
internal sealed class MemberNodes(MemberAccess members)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>By member; one that cannot be asked does not stand in it.</summary>
    /// <param name="bindings">What the federation has placed: replicas that are still to come take room, too.</param>
    public async Task<IReadOnlyDictionary<string, (IReadOnlyList<JsonObject> Nodes, ClusterRoom Room)>> ReadAsync(
        IReadOnlyList<JsonObject> clusters, IReadOnlyList<JsonObject> bindings, CancellationToken ct)
    {
        var awaited = bindings.SelectMany(AwaitedReplicas.Sets).ToLookup(a => a.Cluster);
        var read = await Task.WhenAll(clusters.Select(async c => (Cluster: c.Name(), Found: await OneAsync(c, ct).ConfigureAwait(false)))).ConfigureAwait(false);
        return read.Where(r => r.Found is not null).ToDictionary(r => r.Cluster, r => (r.Found!.Value.Nodes, r.Found!.Value.Room.Without(awaited[r.Cluster].SelectMany(a => a.Pods))));
    }

    private async Task<(IReadOnlyList<JsonObject> Nodes, ClusterRoom Room)?> OneAsync(JsonObject cluster, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var member = await members.OpenAsync(cluster, patience.Token).ConfigureAwait(false);
            using var _ = member as IDisposable;
            var reading = member.ListAsync(new(new("", "v1", "nodes")), ListOptions.All, patience.Token);
            var pods = member.ListAsync(new(new("", "v1", "pods")), ListOptions.All, patience.Token);
            var nodes = (await reading.ConfigureAwait(false)).Items;
            return (nodes, ClusterRoom.Of(nodes, (await pods.ConfigureAwait(false)).Items));
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
