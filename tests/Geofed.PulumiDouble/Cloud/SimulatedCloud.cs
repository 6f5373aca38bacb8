using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters;
using Geofed.Clusters.Simulated;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.PulumiDouble;

/// <summary>GKE, played: one server for all clusters of a folder, started when it is missed and found again by later calls.</summary>
internal sealed class SimulatedCloud(string folder, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ResourceCollection Clusters = new(LocalApi.SimulatedClusters);
    private static readonly ResourceCollection Federations = new(LocalApi.Federations);
    private readonly SemaphoreSlim _starting = new(1);
    private HttpKubeApi? _root;

    /// <summary>Creates a cluster with the pools that come with it; what it answers is where it is reached.</summary>
    /// <param name="id">projects/P/locations/L/clusters/N</param>
    /// <exception cref="ProviderException">It is there already.</exception>
    public async Task<JsonObject> CreateClusterAsync(string id, JsonObject inputs, CancellationToken ct)
    {
        var inventory = new SimulatedClusters(await RootAsync(ct).ConfigureAwait(false), time);
        var request = new ClusterRequest(Name(id), GkeNodePools.Region(inputs.Str("location") ?? ""))
        {
            Zones = GkeNodePools.Zones(inputs),
            KubernetesVersion = "v" + GcpAnswers.MasterVersion,
            NodePools = GkeNodePools.OfCluster(inputs),
        };
        try
        {
            await inventory.CreateAsync(request, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            throw new ProviderException(ProviderTexts.Of("already-exists", "Cluster", "", id));
        }
        return Answer(await inventory.WaitUntilRunningAsync(request.Name, Patience, ct).ConfigureAwait(false), inputs);
    }

    /// <summary>Where a cluster is reached; null when it is not there.</summary>
    public async Task<JsonObject?> FindClusterAsync(string id, JsonObject inputs, CancellationToken ct) =>
        await new SimulatedClusters(await RootAsync(ct).ConfigureAwait(false), time).FindAsync(Name(id), ct).ConfigureAwait(false) is { Endpoint: not null } found ? Answer(found, inputs) : null;

    public async Task DeleteClusterAsync(string id, CancellationToken ct) =>
        await new SimulatedClusters(await RootAsync(ct).ConfigureAwait(false), time).DeleteAsync(Name(id), Patience, ct).ConfigureAwait(false);

    /// <summary>A pool as it is now; null when it or its cluster is not there.</summary>
    public async Task<GeoNodePool?> FindPoolAsync(string cluster, string pool, CancellationToken ct) =>
        (await new SimulatedClusters(await RootAsync(ct).ConfigureAwait(false), time).FindAsync(Name(cluster), ct).ConfigureAwait(false))?.NodePools.FirstOrDefault(p => p.Name == pool);

    /// <summary>Makes a pool, or makes it as wanted.</summary>
    public Task SetPoolAsync(string cluster, JsonObject inputs, CancellationToken ct) => ChangePoolsAsync(cluster, (pools, zones) =>
    {
        var before = pools.FirstOrDefault(p => p.Name == inputs.Str("name"));
        var next = GkeNodePools.Of(inputs, zones, before?.Count);
        return before is null ? [.. pools, next] : [.. pools.Select(p => p == before ? next : p)];
    }, ct);

    public Task DeletePoolAsync(string cluster, string pool, CancellationToken ct) => ChangePoolsAsync(cluster, (pools, _) => [.. pools.Where(p => p.Name != pool)], ct);

    /// <summary>Makes a control plane that speaks Karmada's API; what is returned is its admin kubeconfig.</summary>
    public async Task<Kubeconfig> OpenFederationAsync(string name, CancellationToken ct)
    {
        var root = await RootAsync(ct).ConfigureAwait(false);
        var federation = new JsonObject { ["apiVersion"] = LocalApi.ApiVersion, ["kind"] = "Federation", ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = new JsonObject() };
        await root.CreateAsync(Federations, federation, new("helm"), ct).ConfigureAwait(false);
        await using var follower = new ObjectFollower(root, [Federations.Named(name)], time, ct);
        var (found, done) = await follower.UntilAsync(token => root.GetAsync(Federations.Named(name), token), f => f.Str("status", "phase") == LocalApi.Running, Patience, ct).ConfigureAwait(false);
        return done ? Kubeconfig.Load(found.Str("status", "kubeconfig")!) : throw new ProviderException("context deadline exceeded\n");
    }

    public async Task CloseFederationAsync(string name, CancellationToken ct) =>
        await (await RootAsync(ct).ConfigureAwait(false)).DeleteIfThereAsync(Federations.Named(name), ct).ConfigureAwait(false);

    public void Dispose()
    {
        _root?.Dispose();
        _starting.Dispose();
    }

    /// <summary>Pools of a cluster are made side by side, by this process and by others: whoever is late looks again.</summary>
    private async Task ChangePoolsAsync(string cluster, Func<IReadOnlyList<GeoNodePool>, int, IReadOnlyList<GeoNodePool>> change, CancellationToken ct)
    {
        var root = await RootAsync(ct).ConfigureAwait(false);
        while (true)
        {
            var found = await root.FindAsync(Clusters.Named(Name(cluster)), ct).ConfigureAwait(false)
                ?? throw new ProviderException($"sdk-v2/provider2.go:572: sdk.helper_schema: googleapi: Error 404: Not found: {cluster}., notFound\n");
            var now = GeoCluster.From(found);
            var next = found.Copy();
            next.Ensure("spec")["nodePools"] = new JsonArray([.. change(now.NodePools, now.Zones.Count).Select(p => p.ToJson())]);
            try
            {
                await root.ReplaceAsync(Clusters.Named(found.Name()), next, new("gke"), ct).ConfigureAwait(false);
                return;
            }
            catch (KubeApiException e) when (e.IsConflict)
            {
            }
        }
    }

    private async Task<HttpKubeApi> RootAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return _root ??= (await new LocalServer(new(folder), time).ConnectAsync(startIfMissing: true, ct).ConfigureAwait(false))!;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>The simulated cluster's name of a cluster of GKE, which is unique by project, location and name.</summary>
    private static string Name(string id) => id.Split('/') is ["projects", var project, "locations", var location, "clusters", var name] ? $"{project}-{location}-{name}"
        : throw new ProviderException($"sdk-v2/provider2.go:572: sdk.helper_schema: invalid cluster \"{id}\"\n");

    private static JsonObject Answer(GeoCluster cluster, JsonObject inputs)
    {
        var endpoint = cluster.Endpoint!["https://".Length..].TrimEnd('/');
        var authority = Kubeconfig.Load(cluster.Kubeconfig!).Connect().CertificateAuthority!;
        var answer = new JsonObject
        {
            ["endpoint"] = endpoint,
            ["masterAuth"] = new JsonObject { ["clientCertificate"] = "", ["clientKey"] = "", ["clusterCaCertificate"] = Convert.ToBase64String(authority) },
        };
        if (inputs.Obj("controlPlaneEndpointsConfig").Copy() is { } endpoints)
        {
            endpoints.Ensure("dnsEndpointConfig")["endpoint"] = endpoint;
            answer["controlPlaneEndpointsConfig"] = endpoints;
        }
        return answer;
    }
}
