using System.Text.Json.Nodes;
using Geofed.ControlPlane;
using Geofed.Model;
using Geofed.Model.Ai;
using Geofed.Model.Local;

namespace Geofed.Server;

/// <summary>A Federation: an API under /federations/NAME that serves Karmada's resources, and the control plane that acts on them.</summary>
internal sealed class Federations(ServedApis apis, TimeProvider time, Action<string> log) : IRootKind
{
    /// <summary>The sentence with which a federation refuses what needs a pod.</summary>
    private const string ConnectRefusal = "a federation runs no pods itself: ask the member cluster where the pod is";

    public GroupVersionResource Resource => LocalApi.Federations;

    public string Path(string name) => "federations/" + name;

    public string Kubeconfig(string name) => apis.Home.FederationKubeconfig(name);

    public async Task<IAsyncDisposable> StartAsync(JsonObject o, CancellationToken ct)
    {
        var failover = FailoverOptions.From(o.Obj("spec", "failover"));
        var server = await apis.OpenAsync(Path(o.Name()), Kubeconfig(o.Name()), api => api with
        {
            CustomResourceDefinitions = [.. KarmadaResources.CustomResourceDefinitions, DatasetApi.Definition],
            Admission = KarmadaResources.AdmissionAt(time, failover),
            ConnectRefusal = ConnectRefusal,
        }, ct).ConfigureAwait(false);
        if (apis.IsReadOnly)
            return Resting.Instance;
        var api = server.Local("karmada-controller-manager");
        await new MemberAddresses(apis).RenewAsync(api, ct).ConfigureAwait(false);
        return await FederationControlPlane.StartAsync(api, new() { Time = time, Failover = failover, Log = line => log($"{o.Name()}: {line}") }, ct).ConfigureAwait(false);
    }

    public Task<IAsyncDisposable> ChangeAsync(JsonObject o, IAsyncDisposable running, CancellationToken ct) => Task.FromResult(running);

    public JsonObject Status(JsonObject o) => [];
}
