using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Capacity;

/// <summary>Reads what GPUs the members of a federation have, and what of them is free.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class FederationCapacity(string name, IKubeApi api, MemberAccess members)
{
    private static readonly ApiResource Pods = new(new("", "v1", "pods"), "Pod", Namespaced: true);

    /// <summary>The GPU types that members have; null when one of them could not be asked, for nobody knows what that one has.</summary>
    public async Task<IReadOnlyCollection<string>?> AcceleratorsAsync(CancellationToken ct) => Accelerators(await new MemberOffers(api, members).ReadAsync(Pods, [], ct).ConfigureAwait(false));

    internal static IReadOnlyCollection<string>? Accelerators(IReadOnlyList<ClusterOffer> offers) =>
        offers.All(o => o.IsRead) ? offers.SelectMany(o => GpuRoom.Of(o.Nodes, o.Room)).Select(g => g.Accelerator).ToHashSet() : null;

    /// <summary>By member and type; a member without GPUs, or that cannot be asked, does not stand in it.</summary>
    public async Task<IReadOnlyList<GpuCapacity>> ReadAsync(CancellationToken ct)
    {
        var offers = await new MemberOffers(api, members).ReadAsync(Pods, [], ct).ConfigureAwait(false);
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var queued = new QueuedGpus((await api.ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, ct).ConfigureAwait(false)).Items, clusters);
        return [.. offers.OrderBy(o => o.Cluster, StringComparer.Ordinal).SelectMany(o => GpuRoom.Of(o.Nodes, o.Room).Select(g => new GpuCapacity(o.Cluster, g.Accelerator, name)
        {
            Region = o.Region,
            Nodes = g.Nodes,
            Gpus = g.Gpus,
            Free = o.Closed is null ? g.Free : 0,
            LargestOnNode = o.Closed is null ? g.LargestOnNode : 0,
            Queued = queued.In(o.Cluster, g.Accelerator),
            KeptFor = queued.KeptFor(o.Cluster),
            Note = o.Closed,
        }))];
    }
}
