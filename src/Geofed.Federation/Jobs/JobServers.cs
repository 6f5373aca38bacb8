using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Which members can run a kind of job at all: those that serve it.</summary>
public sealed class JobServers(IKubeApi api)
{
    /// <summary>The members of a placement that do not serve the kind; null when another one does, or none is known yet.</summary>
    public async Task<IReadOnlyList<string>?> NoneOfAsync(ApiResource kind, PlacementRequest placement, CancellationToken ct)
    {
        var members = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items
            .Where(c => placement.Clusters.Count == 0 || placement.Clusters.Contains(c.Name()))
            .Where(c => placement.Regions.Count == 0 || placement.Regions.Contains(c.Str("spec", "region") ?? ""))
            .ToList();
        // A member that has not been asked yet may serve everything.
        return members.Count == 0 || members.Any(c => c.At("status", "apiEnablements") is null || Serves(c, kind)) ? null : [.. members.Select(c => c.Name()).Order(StringComparer.Ordinal)];
    }

    internal static bool Serves(JsonObject cluster, ApiResource kind) =>
        cluster.Objects("status", "apiEnablements").Where(e => e.Str("groupVersion") == kind.Resource.ApiVersion).SelectMany(e => e.Objects("resources")).Any(r => r.Str("kind") == kind.Kind);
}
