using System.Text.Json.Nodes;
using Geofed.ApiServer;
using Geofed.Model;
using Geofed.Model.Local;
using Geofed.Simulation;

namespace Geofed.Server;

/// <summary>A SimulatedCluster: an API under /clusters/NAME, with controllers that play a cluster on it, and outages on demand.</summary>
internal sealed class SimulatedClusters(ServedApis apis, TimeProvider time, Action<string> log) : IRootKind
{
    public GroupVersionResource Resource => LocalApi.SimulatedClusters;

    public string Path(string name) => "clusters/" + name;

    public string Kubeconfig(string name) => apis.Home.ClusterKubeconfig(name);

    public async Task<IAsyncDisposable> StartAsync(JsonObject o, CancellationToken ct)
    {
        var options = Options(o);
        var server = await apis.OpenAsync(Path(o.Name()), Kubeconfig(o.Name()), api => Cluster(api, options.KubernetesVersion), ct).ConfigureAwait(false);
        SetOutage(o);
        SetRoundTrip(o);
        if (apis.IsReadOnly)
            return Resting.Instance;
        return new RunningCluster(o.Obj("spec").WithoutOutage(), await ClusterSimulation.StartAsync(server.Local("kube-controller-manager"), options, ct).ConfigureAwait(false), server.Local);
    }

    public async Task<IAsyncDisposable> ChangeAsync(JsonObject o, IAsyncDisposable running, CancellationToken ct)
    {
        SetOutage(o);
        SetRoundTrip(o);
        var before = (RunningCluster)running;
        var spec = o.Obj("spec").WithoutOutage();
        if (JsonNavigation.Same(spec, before.Spec))
            return before;
        var options = Options(o);
        await before.DisposeAsync().ConfigureAwait(false);
        return new RunningCluster(spec, await ClusterSimulation.StartAsync(before.Client("kube-controller-manager"), options, ct).ConfigureAwait(false), before.Client);
    }

    public JsonObject Status(JsonObject o)
    {
        var status = new JsonObject { ["kubernetesVersion"] = Options(o).KubernetesVersion };
        if (o.Str("spec", "outage") is { } outage)
            status["outage"] = outage;
        return status;
    }

    private static ApiServerOptions Cluster(ApiServerOptions api, string version) => api with
    {
        ConnectRefusal = ClusterSimulation.ConnectRefusal,
        Admission = ClusterSimulation.Admission,
        Computed = ClusterSimulation.Computed,
        InitialObjects = ClusterSimulation.InitialObjects,
        KubernetesVersion = version,
    };

    private SimulationOptions Options(JsonObject o) => SimulationOptions.From(o) with { Time = time, Log = log, CaCertificate = apis.AuthorityPem };

    private void SetOutage(JsonObject o)
    {
        var hangs = o.Str("spec", "outage") switch { "Hang" => true, "Refuse" => false, _ => (bool?)null };
        apis.SetOutage(Path(o.Name()), hangs);
    }

    private void SetRoundTrip(JsonObject o) => apis.SetRoundTrip(Path(o.Name()), o.Str("spec", "timing", "roundTrip") is { } text ? GoDuration.Parse(text) : TimeSpan.Zero);

    private sealed record RunningCluster(JsonObject Spec, ClusterSimulation Simulation, Func<string, IKubeApi> Client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Simulation.DisposeAsync();
    }
}

file static class Specs
{
    /// <summary>What a change of needs the cluster to be played anew: everything but the outage.</summary>
    public static JsonObject WithoutOutage(this JsonObject? spec)
    {
        var copy = spec.Copy() ?? [];
        copy.Remove("outage");
        return copy;
    }
}
