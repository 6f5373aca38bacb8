using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation.Rollouts;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Rollouts;

namespace Geofed.Federation;

/// <summary>Rollouts of the deployments of one federation.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class DeploymentRollouts(string name, IKubeApi api, TimeProvider time)
{
    /// <summary>How long the control plane may take to write down what a rollout needs of it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A change of image and environment as the waves of the clusters that a deployment is in; null when it changes nothing.</summary>
    /// <exception cref="ManifestException">The container meant is not clear.</exception>
    /// <exception cref="RolloutException">The deployment is in no cluster.</exception>
    public async Task<(RolloutPlan Plan, JsonObject Patch)?> PlanAsync(
        NamespacedName deployment, string? container, string? image, IReadOnlyDictionary<string, string?>? env, RolloutBy by, IReadOnlyList<string> order, CancellationToken ct)
    {
        var live = await api.GetAsync(DeploymentTemplate.Kind.In(deployment.Namespace).Named(deployment.Name), ct).ConfigureAwait(false);
        if (DeploymentTemplate.Change(live, null, container, image, env) is not { } patch)
            return null;
        var binding = await api.FindAsync(new(KarmadaApi.ResourceBindings, deployment.Namespace, KarmadaNames.Binding("Deployment", deployment.Name)), ct).ConfigureAwait(false);
        var targets = binding.Objects("spec", "clusters").Select(t => t.Str("name")).ToHashSet();
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items.Where(c => targets.Contains(c.Name())).ToList();
        return clusters.Count > 0 ? (RolloutPlan.For(clusters, by, order), patch) : throw new RolloutException($"deployment '{deployment}' is in no cluster yet");
    }

    public Task StartAsync(NamespacedName deployment, RolloutPlan plan, JsonObject patch, CancellationToken ct) => Of(deployment).StartAsync(plan, patch, Patience, ct);

    /// <summary>Goes on until it is done, has failed, or waits for approval.</summary>
    public async Task<RolloutProgress> RunAsync(NamespacedName deployment, bool approved, IProgress<RolloutVerdict>? progress, CancellationToken ct)
    {
        var before = await FindAsync(deployment, ct).ConfigureAwait(false) ?? throw new RolloutException($"no rollout of deployment '{deployment}' is under way");
        if (before.Phase == RolloutPhase.Failed)
            await Of(deployment).ExtendAsync(ct).ConfigureAwait(false);
        var verdict = await Of(deployment).RunAsync(approved, ct, progress).ConfigureAwait(false);
        return (await FindAsync(deployment, ct).ConfigureAwait(false) ?? before with { Wave = before.Waves.Count }) with { Phase = verdict.Phase, Message = verdict.Message };
    }

    /// <summary>Where it is now; null when none is under way.</summary>
    public async Task<RolloutProgress?> FindAsync(NamespacedName deployment, CancellationToken ct) =>
        await Of(deployment).FindAsync(ct).ConfigureAwait(false) is { } found ? RolloutProgress.From(name, deployment, found.Plan, found.Verdict) : null;

    /// <summary>Those that are under way in a namespace, or in all when null.</summary>
    public async Task<IReadOnlyList<RolloutProgress>> ListAsync(string? ns, CancellationToken ct)
    {
        var policies = (await api.ListAsync(new(KarmadaApi.PropagationPolicies, ns), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var found = new List<RolloutProgress>();
        foreach (var policy in policies.Where(p => p.Annotation(GeofedMarks.Rollout) is not null))
        {
            foreach (var selector in policy.Objects("spec", "resourceSelectors").Where(s => s.Str("kind") == "Deployment" && s.Str("name") is not null))
            {
                if (await FindAsync(new(policy.Namespace(), selector.Str("name")!), ct).ConfigureAwait(false) is { } rollout)
                    found.Add(rollout);
            }
        }
        return found;
    }

    /// <summary>Gives every cluster what it had before the rollout.</summary>
    public Task UndoAsync(NamespacedName deployment, CancellationToken ct) => Of(deployment).RollBackAsync(Patience, ct);

    private FederatedRollout Of(NamespacedName deployment) => new(api, DeploymentTemplate.Kind, deployment, time);
}
