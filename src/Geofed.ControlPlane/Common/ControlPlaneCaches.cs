using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane;

/// <summary>The control plane's own objects, kept up to date by watches. Shared and read-only.</summary>
internal sealed class ControlPlaneCaches(IKubeApi api, TimeProvider time) : IAsyncDisposable
{
    public Informer Clusters { get; } = new(api, new(KarmadaApi.Clusters), time);
    public Informer Credentials { get; } = new(api, new(CoreResources.Secrets, KarmadaNames.ClusterNamespace), time);
    public Informer Namespaces { get; } = new(api, new(CoreResources.Namespaces), time);
    public Informer Definitions { get; } = new(api, new(CoreResources.Definitions), time);
    public Informer Policies { get; } = new(api, new(KarmadaApi.PropagationPolicies), time);
    public Informer ClusterPolicies { get; } = new(api, new(KarmadaApi.ClusterPropagationPolicies), time);
    public Informer Overrides { get; } = new(api, new(KarmadaApi.OverridePolicies), time);
    public Informer ClusterOverrides { get; } = new(api, new(KarmadaApi.ClusterOverridePolicies), time);
    public Informer NamespacedBindings { get; } = new(api, new(KarmadaApi.ResourceBindings), time);
    public Informer ClusterBindings { get; } = new(api, new(KarmadaApi.ClusterResourceBindings), time);
    public Informer Works { get; } = new(api, new(KarmadaApi.Works), time);
    public Informer TaintPolicies { get; } = new(api, new(KarmadaApi.ClusterTaintPolicies), time);
    public Informer Rebalancers { get; } = new(api, new(KarmadaApi.WorkloadRebalancers), time);
    public Informer Autoscalers { get; } = new(api, new(KarmadaApi.FederatedHPAs), time);
    public TemplateCaches Templates { get; } = new(api, time);

    private Informer[] All =>
    [
        Clusters, Credentials, Namespaces, Definitions, Policies, ClusterPolicies, Overrides, ClusterOverrides, NamespacedBindings, ClusterBindings, Works,
        TaintPolicies, Rebalancers, Autoscalers,
    ];

    /// <summary>A ResourceBinding, or a ClusterResourceBinding where there is no namespace.</summary>
    public JsonObject? Binding(NamespacedName name) => (name.Namespace is null ? ClusterBindings : NamespacedBindings).Get(name);

    public IEnumerable<JsonObject> Bindings => NamespacedBindings.List().Concat(ClusterBindings.List());

    public static ResourceCollection BindingsIn(string? ns) => new(ns is null ? KarmadaApi.ClusterResourceBindings : KarmadaApi.ResourceBindings, ns);

    public JsonObject? Cluster(string name) => Clusters.Get(new(null, name));

    public JsonObject? Work(string cluster, string name) => Works.Get(new(KarmadaNames.ExecutionNamespace(cluster), name));

    /// <summary>Begins to follow; completes when everything has been listed once.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var informer in All)
            _ = informer.RunAsync(ct);
        await Task.WhenAll(All.Select(informer => informer.Synced)).WaitAsync(ct).ConfigureAwait(false);
        await Templates.StartAsync(ct).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Templates.DisposeAsync().ConfigureAwait(false);
        foreach (var informer in All)
            await informer.DisposeAsync().ConfigureAwait(false);
    }
}
