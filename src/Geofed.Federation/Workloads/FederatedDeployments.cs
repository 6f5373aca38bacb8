using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Autoscaling;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>The Deployments of one federation: publishes, reads, changes, waits for and deletes them.</summary>
/// <param name="name">The federation's name, for output and errors.</param>
public sealed class FederatedDeployments(string name, IKubeApi api, TimeProvider time)
{
    private readonly FederatedResources _resources = new(name, api, time);
    private readonly FederatedAutoscalers _autoscalers = new(api);

    /// <summary>Applies template and policy, and what scales it. Doing it again with the same input changes nothing.</summary>
    /// <param name="scaling">Null when the number of replicas is to stay: what Geofed scaled it with before is deleted.</param>
    /// <exception cref="KubeApiException">The federation refuses one of them.</exception>
    /// <exception cref="PolicyTakenException">A policy of that name is somebody else's.</exception>
    /// <exception cref="AutoscalerTakenException">Something else scales it.</exception>
    public async Task<FederatedDeployment> PublishAsync(JsonObject template, JsonObject policy, AutoscalingRequest? scaling, Action<string> onWarning, CancellationToken ct)
    {
        // What scales it must be in nobody's way before anything is changed, and must not scale it back when it shall no longer.
        if (scaling is null)
            await _autoscalers.RemoveAsync(template, ct).ConfigureAwait(false);
        else
            await _autoscalers.CheckAsync(template, ct).ConfigureAwait(false);
        await _resources.PublishAsync(DeploymentTemplate.Kind, template, policy, onWarning, ct).ConfigureAwait(false);
        if (scaling is not null)
            await _autoscalers.ApplyAsync(template, scaling, onWarning, ct).ConfigureAwait(false);
        return await GetAsync(template.Key(), ct).ConfigureAwait(false);
    }

    /// <summary>How many replicas a template begins with that is to be scaled: as many as it has been scaled to, else as many as it says, within the bounds.</summary>
    public async Task<int> ScaledReplicasAsync(JsonObject template, AutoscalingRequest scaling, CancellationToken ct)
    {
        var asked = (int)(template.Int("spec", "replicas") ?? 1);
        if (await api.FindAsync(PathOf(template.Key()), ct).ConfigureAwait(false) is { } live && await _autoscalers.OfAsync(live, ct).ConfigureAwait(false) is not null)
            asked = (int)(live.Int("spec", "replicas") ?? asked);
        return scaling.Within(asked);
    }

    /// <summary>All deployments of a namespace, or of all when null, by namespace and name.</summary>
    public async Task<IReadOnlyList<FederatedDeployment>> ListAsync(string? ns, CancellationToken ct)
    {
        var templates = api.ListAsync(new(DeploymentTemplate.Resource, ns), ListOptions.All, ct);
        var bindings = ByKeyAsync(new(KarmadaApi.ResourceBindings, ns), ct);
        var policies = ByKeyAsync(new(KarmadaApi.PropagationPolicies, ns), ct);
        var autoscalers = _autoscalers.ListAsync(ns, ct);
        await Task.WhenAll(templates, bindings, policies, autoscalers).ConfigureAwait(false);
        return [.. (await templates.ConfigureAwait(false)).Items
            .Select(t => DeploymentSummary.Of(name, t, bindings.Result.GetValueOrDefault(BindingOf(t.Key()).NamespacedName), policies.Result.GetValueOrDefault(t.Key())) with
            {
                Autoscaling = autoscalers.Result.FirstOrDefault(a => DeploymentAutoscaler.Scales(a, t)) is { } autoscaler ? DeploymentAutoscaler.Read(autoscaler) : null,
            })
            .OrderBy(d => d.Namespace, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="KubeApiException">NotFound when there is none of that name.</exception>
    public async Task<FederatedDeployment> GetAsync(NamespacedName deployment, CancellationToken ct)
    {
        var template = await api.GetAsync(PathOf(deployment), ct).ConfigureAwait(false);
        var policy = await api.FindAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false);
        var autoscaler = await _autoscalers.OfAsync(template, ct).ConfigureAwait(false);
        return DeploymentSummary.Of(name, template, await api.FindAsync(BindingOf(deployment), ct).ConfigureAwait(false), policy) with
        {
            Autoscaling = autoscaler is null ? null : DeploymentAutoscaler.Read(autoscaler),
        };
    }

    /// <summary>Changes some of a deployment. Returns it unchanged when nothing is to be changed.</summary>
    /// <exception cref="ManifestException">The container meant is not clear.</exception>
    public async Task<FederatedDeployment> ChangeAsync(
        NamespacedName deployment, int? replicas, string? container, string? image, IReadOnlyDictionary<string, string?>? env, CancellationToken ct)
    {
        var live = await api.GetAsync(PathOf(deployment), ct).ConfigureAwait(false);
        if (DeploymentTemplate.Change(live, replicas, container, image, env) is { } patch)
            await api.PatchAsync(PathOf(deployment), PatchKind.Strategic, patch, new("geofed"), ct).ConfigureAwait(false);
        return await GetAsync(deployment, ct).ConfigureAwait(false);
    }

    /// <summary>Changes how a deployment is scaled, or begins to scale it.</summary>
    /// <exception cref="AutoscalerTakenException">Something else scales it.</exception>
    public async Task AutoscaleAsync(NamespacedName deployment, AutoscalingRequest request, CancellationToken ct)
    {
        var live = await api.GetAsync(PathOf(deployment), ct).ConfigureAwait(false);
        await _autoscalers.CheckAsync(live, ct).ConfigureAwait(false);
        await _autoscalers.ApplyAsync(live, request, null, ct).ConfigureAwait(false);
    }

    /// <summary>How Geofed scales a deployment, and the container that requests no CPU, if one does not.</summary>
    public async Task<(AutoscalingRequest? Request, string? Unasked)> ScalingOfAsync(NamespacedName deployment, CancellationToken ct)
    {
        var live = await api.GetAsync(PathOf(deployment), ct).ConfigureAwait(false);
        var autoscaler = await _autoscalers.OfAsync(live, ct).ConfigureAwait(false);
        return (autoscaler is null ? null : AutoscalingRequest.Of(autoscaler), PodRequest.Of(live.Obj("spec", "template", "spec"), "cpu", null).Unasked);
    }

    /// <summary>Leaves the number of replicas as it is from now on.</summary>
    public async Task StopAutoscalingAsync(NamespacedName deployment, CancellationToken ct) =>
        await _autoscalers.RemoveAsync(await api.GetAsync(PathOf(deployment), ct).ConfigureAwait(false), ct).ConfigureAwait(false);

    /// <summary>
    /// Waits until the deployment is ready in every cluster, telling of each state on the way: what has failed may come right. The last state is returned, ready or
    /// not, when the time is up.
    /// </summary>
    public async Task<FederatedDeployment> WaitAsync(NamespacedName deployment, TimeSpan timeout, IProgress<FederatedDeployment>? progress, CancellationToken ct)
    {
        await using var follower = new ObjectFollower(api, [PathOf(deployment), BindingOf(deployment)], time, ct);
        var (last, _) = await follower.UntilAsync(Read, d => d.Status == WorkloadState.Ready, timeout, ct).ConfigureAwait(false);
        return last;

        async Task<FederatedDeployment> Read(CancellationToken token)
        {
            var now = await GetAsync(deployment, token).ConfigureAwait(false);
            progress?.Report(now);
            return now;
        }
    }

    /// <summary>Deletes a deployment in all clusters, and the policy that Geofed wrote for it.</summary>
    /// <param name="timeout">How long to wait until the clusters have let go of it; null not to wait.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="TimeoutException">A cluster still has it.</exception>
    public async Task<bool> UnpublishAsync(NamespacedName deployment, TimeSpan? timeout, CancellationToken ct)
    {
        if (await api.FindAsync(PathOf(deployment), ct).ConfigureAwait(false) is { } template)
            await _autoscalers.RemoveAsync(template, ct).ConfigureAwait(false);
        return await _resources.UnpublishAsync(DeploymentTemplate.Kind, deployment, timeout, ct).ConfigureAwait(false);
    }

    private async Task<Dictionary<NamespacedName, JsonObject>> ByKeyAsync(ResourceCollection collection, CancellationToken ct) =>
        (await api.ListAsync(collection, ListOptions.All, ct).ConfigureAwait(false)).Items.ToDictionary(o => o.Key());

    private static ResourcePath PathOf(NamespacedName deployment) => new(DeploymentTemplate.Resource, deployment.Namespace ?? "default", deployment.Name);

    private static ResourcePath BindingOf(NamespacedName deployment) =>
        new(KarmadaApi.ResourceBindings, deployment.Namespace ?? "default", KarmadaNames.Binding("Deployment", deployment.Name));
}
