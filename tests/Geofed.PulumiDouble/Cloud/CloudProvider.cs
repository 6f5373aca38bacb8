using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>Does what is asked of a resource: in the simulated cloud for what lives there, with plausible answers for all else.</summary>
internal sealed class CloudProvider(SimulatedCloud? cloud, KubernetesObjects kubernetes)
{
    private const string Cluster = "gcp:container/cluster:Cluster";
    private const string NodePool = "gcp:container/nodePool:NodePool";

    /// <returns>Null after a deletion, and for a read of what is not there.</returns>
    /// <exception cref="ProviderException">It could not be done.</exception>
    public async Task<ProviderAnswer?> DoAsync(ProviderRequest request, CancellationToken ct)
    {
        if (request.Type.StartsWith("kubernetes:", StringComparison.Ordinal))
            return await kubernetes.DoAsync(request, ct).ConfigureAwait(false);
        var (id, outputs) = GcpAnswers.To(request.Type, request.Name, request.Inputs, request.Provider);
        if (request.Id.Length > 0)
            id = request.Id;
        if (request is { Operation: "delete", Type: Cluster } && request.Inputs.Bool("deletionProtection") != false)
            throw new ProviderException(ProviderTexts.Of("deletion-protection", "Cluster", "", id));
        if (cloud is not null && request.Type is Cluster or NodePool)
        {
            var there = request.Type == Cluster ? await ClusterAsync(cloud, request, id, ct).ConfigureAwait(false) : await PoolAsync(cloud, request, ct).ConfigureAwait(false);
            if (there is null)
                return null;
            foreach (var (key, value) in there)
                outputs[key] = value.Copy();
        }
        return request.Operation == "delete" ? null : new(id, outputs);
    }

    private static async Task<JsonObject?> ClusterAsync(SimulatedCloud cloud, ProviderRequest request, string id, CancellationToken ct)
    {
        switch (request.Operation)
        {
            case "create":
                return await cloud.CreateClusterAsync(id, request.Inputs, ct).ConfigureAwait(false);
            case "delete":
                await cloud.DeleteClusterAsync(id, ct).ConfigureAwait(false);
                return null;
            default:
                return await cloud.FindClusterAsync(id, request.Inputs, ct).ConfigureAwait(false);
        }
    }

    private static async Task<JsonObject?> PoolAsync(SimulatedCloud cloud, ProviderRequest request, CancellationToken ct)
    {
        var (cluster, name) = (ClusterOf(request), request.Inputs.Str("name")!);
        switch (request.Operation)
        {
            case "create" when await cloud.FindPoolAsync(cluster, name, ct).ConfigureAwait(false) is not null:
                throw new ProviderException(ProviderTexts.Of("already-exists", "NodePool", "", $"{cluster}/nodePools/{name}"));
            case "create" or "update":
                await cloud.SetPoolAsync(cluster, request.Inputs, ct).ConfigureAwait(false);
                return [];
            case "delete":
                if (await cloud.FindPoolAsync(cluster, name, ct).ConfigureAwait(false) is not null)
                    await cloud.DeletePoolAsync(cluster, name, ct).ConfigureAwait(false);
                return null;
            default:
                return await cloud.FindPoolAsync(cluster, name, ct).ConfigureAwait(false) is null ? null : [];
        }
    }

    private static string ClusterOf(ProviderRequest pool) => pool.Inputs.Str("cluster") is { } named && named.Contains('/', StringComparison.Ordinal) ? named
        : $"projects/{GcpAnswers.Project(pool.Inputs, pool.Provider)}/locations/{pool.Inputs.Str("location")}/clusters/{pool.Inputs.Str("cluster")}";
}
