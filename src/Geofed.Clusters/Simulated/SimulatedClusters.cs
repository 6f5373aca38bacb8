using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Clusters.Simulated;

/// <summary>The simulated clusters of this machine, through the server's root API.</summary>
public sealed class SimulatedClusters(IKubeApi root, TimeProvider time)
{
    private static readonly ResourceCollection Collection = new(LocalApi.SimulatedClusters);

    public async Task<IReadOnlyList<GeoCluster>> ListAsync(CancellationToken ct) =>
        [.. (await root.ListAsync(Collection, ListOptions.All, ct).ConfigureAwait(false)).Items.Select(GeoCluster.From).OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>The cluster of that name, or null.</summary>
    public async Task<GeoCluster?> FindAsync(string name, CancellationToken ct) =>
        await root.FindAsync(Collection.Named(name), ct).ConfigureAwait(false) is { } found ? GeoCluster.From(found) : null;

    /// <summary>Asks for a cluster; it runs when <see cref="WaitUntilRunningAsync"/> returns.</summary>
    /// <exception cref="KubeApiException">AlreadyExists when the name is taken, Invalid when the server refuses the request.</exception>
    public async Task<GeoCluster> CreateAsync(ClusterRequest request, CancellationToken ct) =>
        GeoCluster.From(await root.CreateAsync(Collection, request.ToJson(), new("geofed"), ct).ConfigureAwait(false));

    /// <exception cref="ClusterFailedException">It failed, or was deleted meanwhile.</exception>
    /// <exception cref="TimeoutException">It is not running after <paramref name="timeout"/>.</exception>
    public async Task<GeoCluster> WaitUntilRunningAsync(string name, TimeSpan timeout, CancellationToken ct)
    {
        await using var follower = new ObjectFollower(root, [Collection.Named(name)], time, ct);
        var (cluster, done) = await follower.UntilAsync(token => FindAsync(name, token), c => c is null or { Status: not LocalApi.Pending }, timeout, ct).ConfigureAwait(false);
        return (cluster, done) switch
        {
            (null, _) => throw new ClusterFailedException(name, "it was deleted while it was being created"),
            ({ Status: LocalApi.Failed }, _) => throw new ClusterFailedException(name, cluster.Message ?? "the server gave no reason"),
            (_, false) => throw new TimeoutException($"Cluster '{name}' is still {cluster.Status} after {timeout.TotalSeconds:0.#} s{(cluster.Message is null ? "" : ": " + cluster.Message)}."),
            _ => cluster,
        };
    }

    /// <summary>Makes a cluster unreachable, or reachable again with null, and returns when it is.</summary>
    /// <exception cref="TimeoutException">The server has not acted on it after <paramref name="timeout"/>.</exception>
    public async Task<GeoCluster> SetOutageAsync(string name, OutageMode? mode, TimeSpan timeout, CancellationToken ct)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["outage"] = mode?.ToString() } };
        await root.PatchAsync(Collection.Named(name), PatchKind.Merge, patch, new("geofed"), ct).ConfigureAwait(false);
        await using var follower = new ObjectFollower(root, [Collection.Named(name)], time, ct);
        var (found, done) = await follower.UntilAsync(
            token => root.GetAsync(Collection.Named(name), token), o => o.Str("status", "outage") == mode?.ToString(), timeout, ct).ConfigureAwait(false);
        return done ? GeoCluster.From(found) : throw new TimeoutException($"Cluster '{name}' is not {(mode is null ? "reachable" : "unreachable")} after {timeout.TotalSeconds:0.#} s.");
    }

    /// <summary>Deletes a cluster and returns when it is gone with all that was in it. False when there was none.</summary>
    /// <exception cref="TimeoutException">It is still there after <paramref name="timeout"/>.</exception>
    public async Task<bool> DeleteAsync(string name, TimeSpan timeout, CancellationToken ct)
    {
        if (!await root.DeleteIfThereAsync(Collection.Named(name), ct).ConfigureAwait(false))
            return false;
        await using var follower = new ObjectFollower(root, [Collection.Named(name)], time, ct);
        var (left, _) = await follower.UntilAsync(token => FindAsync(name, token), c => c is null, timeout, ct).ConfigureAwait(false);
        return left is null ? true : throw new TimeoutException($"Cluster '{name}' is still being deleted after {timeout.TotalSeconds:0.#} s.");
    }
}
