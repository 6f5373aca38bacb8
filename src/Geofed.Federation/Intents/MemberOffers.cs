using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;
using Geofed.Placement.Intents;

namespace Geofed.Federation.Intents;

/// <summary>What the members of a federation offer: their nodes, what is free on them, and whether they take anything.</summary>
internal sealed class MemberOffers(IKubeApi api, MemberAccess members)
{
    /// <param name="kind">What is to run there.</param>
    /// <param name="without">Members that are left out.</param>
    public async Task<IReadOnlyList<ClusterOffer>> ReadAsync(ApiResource kind, IReadOnlyList<string> without, CancellationToken ct)
    {
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items.Where(c => !without.Contains(c.Name())).ToList();
        var bindings = (await api.ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var read = await new MemberNodes(members).ReadAsync(clusters, bindings, ct).ConfigureAwait(false);
        return [.. clusters.Select(c => read.TryGetValue(c.Name(), out var found)
            ? new ClusterOffer(c.Name(), c.Str("spec", "region") ?? "", found.Nodes, found.Room) { Closed = Closed(c, kind) }
            : new ClusterOffer(c.Name(), c.Str("spec", "region") ?? "", [], ClusterRoom.Of([], [])) { Closed = Closed(c, kind) ?? "its nodes cannot be read", IsRead = false })];
    }

    /// <summary>Why a member takes nothing of the kind: what the scheduler's filters would say.</summary>
    private static string? Closed(JsonObject cluster, ApiResource kind)
    {
        var member = FederationMember.From("", cluster);
        if (member.Status == "Leaving")
            return "it is leaving the federation";
        if (cluster.Objects("spec", "taints").FirstOrDefault(t => t.Str("effect") is "NoSchedule" or "NoExecute") is { } taint)
            return $"it has the taint {TaintText.Write(taint)}";
        if (member.Status == "NotReady")
            return $"it is not ready: {member.Reason}";
        return JobServers.Serves(cluster, kind)
            ? null : $"it does not serve {kind.Kind} ({kind.Resource.ApiVersion})";
    }
}
