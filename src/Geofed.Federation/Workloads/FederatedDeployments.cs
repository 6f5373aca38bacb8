using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>The Deployments of one federation: publishes, reads, changes, waits for and deletes them.</summary>
/// <param name="name">The federation's name, for output and errors.</param>
public sealed class FederatedDeployments(string name, IKubeApi api, TimeProvider time)
{
    private readonly FederatedResources _resources = new(name, api, time);

    /// <summary>Applies template and policy. Doing it again with the same input changes nothing.</summary>
    /// <exception cref="KubeApiException">The federation refuses one of them.</exception>
    /// <exception cref="PolicyTakenException">A policy of that name is somebody else's.</exception>
    public async Task<FederatedDeployment> PublishAsync(JsonObject template, JsonObject policy, Action<string> onWarning, CancellationToken ct)
    {
        await _resources.PublishAsync(DeploymentTemplate.Kind, template, policy, onWarning, ct).ConfigureAwait(false);
        return await GetAsync(template.Key(), ct).ConfigureAwait(false);
    }

    /// <summary>All deployments of a namespace, or of all when null, by namespace and name.</summary>
    public async Task<IReadOnlyList<FederatedDeployment>> ListAsync(string? ns, CancellationToken ct)
    {
        var templates = api.ListAsync(new(DeploymentTemplate.Resource, ns), ListOptions.All, ct);
        var bindings = ByKeyAsync(new(KarmadaApi.ResourceBindings, ns), ct);
        var policies = ByKeyAsync(new(KarmadaApi.PropagationPolicies, ns), ct);
        await Task.WhenAll(templates, bindings, policies).ConfigureAwait(false);
        return [.. (await templates.ConfigureAwait(false)).Items
            .Select(t => DeploymentSummary.Of(name, t, bindings.Result.GetValueOrDefault(BindingOf(t.Key()).NamespacedName), policies.Result.GetValueOrDefault(t.Key())))
            .OrderBy(d => d.Namespace, StringComparer.Ordinal).ThenBy(d => d.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="KubeApiException">NotFound when there is none of that name.</exception>
    public async Task<FederatedDeployment> GetAsync(NamespacedName deployment, CancellationToken ct)
    {
        var template = await api.GetAsync(PathOf(deployment), ct).ConfigureAwait(false);
        var policy = await api.FindAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false);
        return DeploymentSummary.Of(name, template, await api.FindAsync(BindingOf(deployment), ct).ConfigureAwait(false), policy);
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

    /// <summary>
    /// Waits until the deployment is ready in every cluster, telling of each state on the way. The last state is returned, ready or not,
    /// when the time is up or when it has failed.
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
    public Task<bool> UnpublishAsync(NamespacedName deployment, TimeSpan? timeout, CancellationToken ct) =>
        _resources.UnpublishAsync(DeploymentTemplate.Kind, deployment, timeout, ct);

    private async Task<Dictionary<NamespacedName, JsonObject>> ByKeyAsync(ResourceCollection collection, CancellationToken ct) =>
        (await api.ListAsync(collection, ListOptions.All, ct).ConfigureAwait(false)).Items.ToDictionary(o => o.Key());

    private static ResourcePath PathOf(NamespacedName deployment) => new(DeploymentTemplate.Resource, deployment.Namespace ?? "default", deployment.Name);

    private static ResourcePath BindingOf(NamespacedName deployment) =>
        new(KarmadaApi.ResourceBindings, deployment.Namespace ?? "default", KarmadaNames.Binding("Deployment", deployment.Name));
}
