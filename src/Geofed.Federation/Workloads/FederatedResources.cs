using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Whatever is published in one federation, of any kind: publishes, reads, waits for and deletes it.</summary>
/// <param name="name">The federation's name, for output and errors.</param>
public sealed class FederatedResources(string name, IKubeApi api, TimeProvider time)
{
    private static readonly WriteOptions Write = new("geofed") { Force = true };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public ServedKinds Kinds { get; } = new(api);

    /// <summary>Applies a template, and the policy that places it. Doing it again with the same input changes nothing.</summary>
    /// <param name="policy">Null for what needs none: another policy places it, or it stays in the federation.</param>
    /// <exception cref="KubeApiException">The federation refuses one of them.</exception>
    /// <exception cref="PolicyTakenException">A policy of that name is somebody else's.</exception>
    public async Task<FederatedResource> PublishAsync(ApiResource kind, JsonObject template, JsonObject? policy, Action<string> onWarning, CancellationToken ct)
    {
        var options = Write with { OnWarning = onWarning };
        if (policy is not null && await api.FindAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false) is { } there && !PropagationPolicy.IsOwn(there, template))
            throw new PolicyTakenException(there, template);
        // The template goes first: what Kubernetes refuses must not leave a policy behind.
        var written = await api.PatchAsync(kind.In(template.Namespace()).Named(template.Name()), PatchKind.Apply, template, options, ct).ConfigureAwait(false);
        if (kind.Kind == "CustomResourceDefinition")
            await Kinds.UntilEstablishedAsync(written, time, Patience, ct).ConfigureAwait(false);
        if (policy is not null)
            await api.PatchAsync(PropagationPolicy.PathFor(template), PatchKind.Apply, policy, options, ct).ConfigureAwait(false);
        return IsPlaced(template)
            ? await GetAsync(kind, template.Key(), ct).ConfigureAwait(false)
            : ResourceSummary.Of(name, KeyOf(kind, template.Key()), null, written) with { Status = WorkloadState.Ready, Reason = null };
    }

    /// <summary>Whether policies place it: Karmada's own objects and Geofed's stay in the federation, and namespaces are made on every member.</summary>
    public static bool IsPlaced(JsonObject template) => IsPlaced(template.Kind());

    /// <inheritdoc cref="IsPlaced(JsonObject)"/>
    public static bool IsPlaced(FederatedResource resource) => IsPlaced(resource.Key.Kind);

    private static bool IsPlaced(GroupVersionKind kind) => !kind.Group.EndsWith("karmada.io", StringComparison.Ordinal) && !kind.Group.EndsWith("geofed.io", StringComparison.Ordinal) && kind is not { Group: "", Kind: "Namespace" };

    /// <summary>What is placed, by kind, namespace and name: in one namespace and of kinds without one, or everywhere when null.</summary>
    public async Task<IReadOnlyList<FederatedResource>> ListAsync(string? ns, CancellationToken ct)
    {
        var bindings = await BothAsync(KarmadaApi.ResourceBindings, KarmadaApi.ClusterResourceBindings, ns, ct).ConfigureAwait(false);
        var policies = await BothAsync(KarmadaApi.PropagationPolicies, KarmadaApi.ClusterPropagationPolicies, ns, ct).ConfigureAwait(false);
        var own = policies.Where(p => p.Label(PropagationPolicy.ManagedBy) == PropagationPolicy.Geofed)
            .SelectMany(p => p.Objects("spec", "resourceSelectors").Select(s => (Key: new ResourceKey(s.Kind(), new(p.Namespace(), s.Str("name") ?? "")), Policy: p)))
            .DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Policy);
        var bound = bindings.Select(b => ResourceSummary.Of(name, KeyOf(b), b, policy: own.GetValueOrDefault(KeyOf(b)))).ToList();
        // What has just been published has a policy of Geofed's, and no binding yet.
        foreach (var key in own.Keys.Except(bound.Select(r => r.Key)))
        {
            if (await Kinds.FindAsync(key.Kind.Kind, ct).ConfigureAwait(false) is { } kind && await api.FindAsync(kind.In(key.Name.Namespace).Named(key.Name.Name), ct).ConfigureAwait(false) is { } template)
                bound.Add(ResourceSummary.Of(name, key, null, template));
        }
        return [.. bound.OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Namespace, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="KubeApiException">NotFound when there is none of that name.</exception>
    public async Task<FederatedResource> GetAsync(ApiResource kind, NamespacedName key, CancellationToken ct)
    {
        var template = await api.GetAsync(kind.In(key.Namespace).Named(key.Name), ct).ConfigureAwait(false);
        var binding = await api.FindAsync(BindingOf(kind, key), ct).ConfigureAwait(false);
        var policy = await api.FindAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false);
        var works = new Dictionary<string, JsonObject>();
        foreach (var (cluster, _) in ResourceSummary.Targets(binding))
        {
            if (await api.FindAsync(new(KarmadaApi.Works, KarmadaNames.ExecutionNamespace(cluster), KarmadaNames.Work(kind.Kind, key.Name, key.Namespace)), ct).ConfigureAwait(false) is { } work)
                works[cluster] = work;
        }
        return ResourceSummary.Of(name, KeyOf(kind, key), binding, template, policy is not null && PropagationPolicy.IsOwn(policy, template) ? policy : null, works);
    }

    /// <summary>The same as it is now.</summary>
    /// <exception cref="KubeApiException">NotFound when it is gone.</exception>
    public async Task<FederatedResource> RefreshAsync(FederatedResource resource, CancellationToken ct) =>
        await GetAsync(await Kinds.GetAsync(resource.Key.Kind, resource.ToString(), ct).ConfigureAwait(false), resource.Key.Name, ct).ConfigureAwait(false);

    /// <summary>Waits until it is ready in every cluster, telling of each state on the way. The last state is returned when the time is up or when it has failed.</summary>
    public async Task<FederatedResource> WaitAsync(FederatedResource resource, TimeSpan timeout, IProgress<FederatedResource>? progress, CancellationToken ct)
    {
        var kind = await Kinds.GetAsync(resource.Key.Kind, resource.ToString(), ct).ConfigureAwait(false);
        var key = resource.Key.Name;
        await using var follower = new ObjectFollower(api, [kind.In(key.Namespace).Named(key.Name), BindingOf(kind, key)], time, ct);
        var (last, _) = await follower.UntilAsync(Read, r => r.Status is WorkloadState.Ready or WorkloadState.Failed, timeout, ct).ConfigureAwait(false);
        return last;

        async Task<FederatedResource> Read(CancellationToken token)
        {
            var now = await GetAsync(kind, key, token).ConfigureAwait(false);
            progress?.Report(now);
            return now;
        }
    }

    /// <summary>Deletes it in all clusters, and the policy that Geofed wrote for it.</summary>
    /// <param name="timeout">How long to wait until the clusters have let go of it; null not to wait.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="TimeoutException">A cluster still has it.</exception>
    public async Task<bool> UnpublishAsync(FederatedResource resource, TimeSpan? timeout, CancellationToken ct) =>
        await UnpublishAsync(await Kinds.GetAsync(resource.Key.Kind, resource.ToString(), ct).ConfigureAwait(false), resource.Key.Name, timeout, ct).ConfigureAwait(false);

    internal async Task<bool> UnpublishAsync(ApiResource kind, NamespacedName key, TimeSpan? timeout, CancellationToken ct)
    {
        var path = kind.In(key.Namespace).Named(key.Name);
        if (await api.FindAsync(path, ct).ConfigureAwait(false) is not { } template)
            return false;
        await api.DeleteIfThereAsync(path, ct).ConfigureAwait(false);
        if (timeout is { } limit)
            await WaitUntilGoneAsync(kind, key, limit, ct).ConfigureAwait(false);
        if (await api.FindAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false) is { } policy && PropagationPolicy.IsOwn(policy, template))
            await api.DeleteIfThereAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false);
        return true;
    }

    private async Task WaitUntilGoneAsync(ApiResource kind, NamespacedName key, TimeSpan timeout, CancellationToken ct)
    {
        var binding = BindingOf(kind, key);
        await using var follower = new ObjectFollower(api, [binding], time, ct);
        var (left, _) = await follower.UntilAsync(token => api.FindAsync(binding, token), b => b is null, timeout, ct).ConfigureAwait(false);
        if (left is not null)
        {
            var clusters = string.Join(", ", ResourceSummary.Targets(left).Select(t => t.Name));
            throw new TimeoutException($"{kind.Kind} '{key.Name}' is deleted in the federation, but after {timeout.TotalSeconds:0.#} s clusters still have it: {clusters}.");
        }
    }

    private async Task<IReadOnlyList<JsonObject>> BothAsync(GroupVersionResource namespaced, GroupVersionResource clusterWide, string? ns, CancellationToken ct)
    {
        var first = api.ListAsync(new(namespaced, ns), ListOptions.All, ct);
        var second = api.ListAsync(new(clusterWide), ListOptions.All, ct);
        return [.. (await first.ConfigureAwait(false)).Items, .. (await second.ConfigureAwait(false)).Items];
    }

    private static ResourceKey KeyOf(ApiResource kind, NamespacedName key) => new(kind.GroupVersionKind, key);

    private static ResourceKey KeyOf(JsonObject binding) =>
        new(binding.Obj("spec", "resource").Kind(), new(binding.Namespace(), binding.Str("spec", "resource", "name") ?? ""));

    private static ResourcePath BindingOf(ApiResource kind, NamespacedName key) =>
        new(key.Namespace is null ? KarmadaApi.ClusterResourceBindings : KarmadaApi.ResourceBindings, key.Namespace, KarmadaNames.Binding(kind.Kind, key.Name));
}
