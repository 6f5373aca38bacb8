using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>The Deployments of one federation: publishes, reads, changes, waits for and deletes them.</summary>
/// <param name="name">The federation's name, for output and errors.</param>
public sealed class FederatedDeployments(string name, IKubeApi api, TimeProvider time)
{
    private static readonly WriteOptions Write = new("geofed") { Force = true };

    /// <summary>Applies template and policy. Doing it again with the same input changes nothing.</summary>
    /// <exception cref="KubeApiException">The federation refuses one of them.</exception>
    public async Task<FederatedDeployment> PublishAsync(JsonObject template, JsonObject policy, Action<string> onWarning, CancellationToken ct)
    {
        var options = Write with { OnWarning = onWarning };
        // The template goes first: what Kubernetes refuses must not leave a policy behind.
        await api.PatchAsync(PathOf(template), PatchKind.Apply, template, options, ct).ConfigureAwait(false);
        await api.PatchAsync(PolicyOf(template), PatchKind.Apply, policy, options, ct).ConfigureAwait(false);
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
        var policy = await api.FindAsync(PolicyOf(template), ct).ConfigureAwait(false);
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
        var (last, _) = await follower.UntilAsync(Read, d => d.Status == DeploymentState.Ready, timeout, ct).ConfigureAwait(false);
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
        if (await api.FindAsync(PathOf(deployment), ct).ConfigureAwait(false) is not { } template)
            return false;
        await api.DeleteIfThereAsync(PathOf(deployment), ct).ConfigureAwait(false);
        if (timeout is { } limit)
            await WaitUntilGoneAsync(deployment, limit, ct).ConfigureAwait(false);
        if (await api.FindAsync(PolicyOf(template), ct).ConfigureAwait(false) is { } policy && PropagationPolicy.IsOwn(policy, template))
            await api.DeleteIfThereAsync(PolicyOf(template), ct).ConfigureAwait(false);
        return true;
    }

    private async Task WaitUntilGoneAsync(NamespacedName deployment, TimeSpan timeout, CancellationToken ct)
    {
        var binding = BindingOf(deployment);
        await using var follower = new ObjectFollower(api, [binding], time, ct);
        var (left, _) = await follower.UntilAsync(token => api.FindAsync(binding, token), b => b is null, timeout, ct).ConfigureAwait(false);
        if (left is not null)
        {
            var clusters = string.Join(", ", left.Objects("spec", "clusters").Select(c => c.Str("name")));
            throw new TimeoutException($"Deployment '{deployment.Name}' is deleted in the federation, but after {timeout.TotalSeconds:0.#} s clusters still have it: {clusters}.");
        }
    }

    private async Task<Dictionary<NamespacedName, JsonObject>> ByKeyAsync(ResourceCollection collection, CancellationToken ct) =>
        (await api.ListAsync(collection, ListOptions.All, ct).ConfigureAwait(false)).Items.ToDictionary(o => o.Key());

    private static ResourcePath PathOf(NamespacedName deployment) => new(DeploymentTemplate.Resource, deployment.Namespace ?? "default", deployment.Name);

    private static ResourcePath PathOf(JsonObject template) => PathOf(template.Key());

    private static ResourcePath PolicyOf(JsonObject template) => new(KarmadaApi.PropagationPolicies, template.Namespace() ?? "default", template.Name());

    private static ResourcePath BindingOf(NamespacedName deployment) =>
        new(KarmadaApi.ResourceBindings, deployment.Namespace ?? "default", KarmadaNames.Binding("Deployment", deployment.Name));
}
