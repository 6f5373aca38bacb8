using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Rollouts;

namespace Geofed.Federation.Rollouts;

/// <summary>
/// Rolls a change of one workload out, wave by wave. Needs no control plane of Geofed's: it suspends dispatching in the workload's own policy, which any
/// Karmada heeds. It may stop at any moment and be taken up by another process: what it must know stands on the policy.
/// </summary>
/// <param name="resource">Where workloads of its kind are served.</param>
public sealed class FederatedRollout(IKubeApi api, ApiResource resource, NamespacedName workload, TimeProvider time)
{
    private static readonly WriteOptions Write = new("geofed");
    private readonly RolloutWorks _works = new(api, resource, workload, time);

    private ResourcePath Template => resource.In(workload.Namespace).Named(workload.Name);

    private ResourcePath Binding => new(workload.Namespace is null ? KarmadaApi.ClusterResourceBindings : KarmadaApi.ResourceBindings, workload.Namespace, KarmadaNames.Binding(resource.Kind, workload.Name));

    /// <summary>Suspends all waves but the first, and then makes the change.</summary>
    /// <param name="patch">A strategic merge patch of the template.</param>
    /// <exception cref="RolloutException">The policy is not this workload's own, or a rollout is under way.</exception>
    public async Task StartAsync(RolloutPlan plan, JsonNode patch, TimeSpan patience, CancellationToken ct)
    {
        var template = await api.GetAsync(Template, ct).ConfigureAwait(false);
        var (path, policy) = await PolicyAsync(template, ct).ConfigureAwait(false);
        if (policy.Annotation(GeofedMarks.Rollout) is not null)
            throw new RolloutException($"a rollout of {resource.Kind} {workload} is under way; resume it or roll it back first");
        var before = new JsonObject { ["spec"] = template.At("spec").Copy() };
        await WritePolicyAsync(path, plan.Suspended, plan.ToString(), before.ToText(), ct).ConfigureAwait(false);
        // A change that overtakes the suspension would reach everybody.
        await _works.UntilAsync(plan.Suspended, work => work.Bool("spec", "suspendDispatching") == true, patience, ct).ConfigureAwait(false);
        var changed = await api.PatchAsync(Template, PatchKind.Strategic, patch, Write, ct).ConfigureAwait(false);
        plan = plan with { Generation = changed.Int("metadata", "generation") ?? 0, Since = time.GetUtcNow() };
        await WritePolicyAsync(path, plan.Suspended, plan.ToString(), before.ToText(), ct).ConfigureAwait(false);
    }

    /// <summary>Goes on until the rollout is done, has failed, or waits for approval. Returns its last state.</summary>
    /// <param name="approved">Whether the next wave may begin although each needs approval.</param>
    /// <param name="progress">Told of each state on the way.</param>
    public async Task<RolloutVerdict> RunAsync(bool approved, CancellationToken ct, IProgress<RolloutVerdict>? progress = null)
    {
        await using var follower = new ObjectFollower(api, [Binding], time, ct);
        while (true)
        {
            var (path, policy) = await PolicyAsync(await api.GetAsync(Template, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
            var plan = RolloutPlan.Parse(policy.Annotation(GeofedMarks.Rollout) ?? throw new RolloutException($"no rollout of {resource.Kind} {workload} is under way"));
            var left = plan.Since + plan.Deadline - time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
            var (verdict, _) = await follower.UntilAsync(
                token => JudgeAsync(plan, progress, token),
                v => v.Phase != RolloutPhase.Progressing, left > TimeSpan.Zero ? left : TimeSpan.Zero, ct).ConfigureAwait(false);
            if (verdict.Phase == RolloutPhase.Done)
                await WritePolicyAsync(path, [], null, null, ct).ConfigureAwait(false);
            if (verdict.Phase != RolloutPhase.WaveDone || plan.NeedsApproval && !approved)
                return verdict;
            approved = false;
            var next = plan with { Current = plan.Current + 1, Since = time.GetUtcNow() };
            await WritePolicyAsync(path, next.Suspended, next.ToString(), policy.Annotation(GeofedMarks.RolloutBefore), ct).ConfigureAwait(false);
        }
    }

    /// <summary>Where the rollout is now; null when none is under way.</summary>
    public async Task<(RolloutPlan Plan, RolloutVerdict Verdict)?> FindAsync(CancellationToken ct)
    {
        var (_, policy) = await PolicyAsync(await api.GetAsync(Template, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
        if (policy.Annotation(GeofedMarks.Rollout) is not { } text)
            return null;
        var plan = RolloutPlan.Parse(text);
        return (plan, await JudgeAsync(plan, null, ct).ConfigureAwait(false));
    }

    /// <summary>Gives the wave that is under way its whole time again.</summary>
    public async Task ExtendAsync(CancellationToken ct)
    {
        var (path, policy) = await PolicyAsync(await api.GetAsync(Template, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
        var plan = RolloutPlan.Parse(policy.Annotation(GeofedMarks.Rollout) ?? throw new RolloutException($"no rollout of {resource.Kind} {workload} is under way")) with { Since = time.GetUtcNow() };
        await WritePolicyAsync(path, plan.Suspended, plan.ToString(), policy.Annotation(GeofedMarks.RolloutBefore), ct).ConfigureAwait(false);
    }

    /// <summary>Gives every cluster what it had before the rollout; those that it has not reached notice nothing.</summary>
    public async Task RollBackAsync(TimeSpan patience, CancellationToken ct)
    {
        var template = await api.GetAsync(Template, ct).ConfigureAwait(false);
        var (path, policy) = await PolicyAsync(template, ct).ConfigureAwait(false);
        var before = JsonNode.Parse(policy.Annotation(GeofedMarks.RolloutBefore) ?? throw new RolloutException($"no rollout of {resource.Kind} {workload} is under way"));
        var restored = await api.UpdateAsync(Template, live => live["spec"] = before.At("spec")?.DeepClone(), Write, ct).ConfigureAwait(false);
        var plan = RolloutPlan.Parse(policy.Annotation(GeofedMarks.Rollout)!);
        var generation = restored.Int("metadata", "generation") ?? 0;
        // Only when no Work holds the change any more may the suspension go.
        await _works.UntilAsync(plan.Suspended, work => RolloutWorks.Generation(work) >= generation, patience, ct).ConfigureAwait(false);
        await WritePolicyAsync(path, [], null, null, ct).ConfigureAwait(false);
    }

    private async Task<RolloutVerdict> JudgeAsync(RolloutPlan plan, IProgress<RolloutVerdict>? progress, CancellationToken ct)
    {
        var verdict = RolloutVerdict.Of(plan, await api.GetAsync(Binding, ct).ConfigureAwait(false), time.GetUtcNow());
        progress?.Report(verdict);
        return verdict;
    }

    private Task WritePolicyAsync(ResourcePath path, IReadOnlyList<string> suspended, string? plan, string? before, CancellationToken ct) => api.PatchAsync(path, PatchKind.Merge, new JsonObject
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [GeofedMarks.Rollout] = plan, [GeofedMarks.RolloutBefore] = before } },
        ["spec"] = new JsonObject
        {
            ["suspension"] = suspended.Count == 0 ? null : new JsonObject
            {
                ["dispatchingOnClusters"] = new JsonObject { ["clusterNames"] = new JsonArray([.. suspended.Select(name => JsonValue.Create(name))]) },
            },
        },
    }, Write, ct);

    private async Task<(ResourcePath Path, JsonObject Policy)> PolicyAsync(JsonObject template, CancellationToken ct)
    {
        var path = template.Annotation(KarmadaMarks.PolicyName) is { } name
            ? new ResourcePath(KarmadaApi.PropagationPolicies, template.Annotation(KarmadaMarks.PolicyNamespace), name)
            : template.Annotation(KarmadaMarks.ClusterPolicyName) is { } cluster ? new(KarmadaApi.ClusterPropagationPolicies, null, cluster)
            : throw new RolloutException($"{resource.Kind} {workload} has no policy, so it is in no cluster to be rolled out to");
        var policy = await api.GetAsync(path, ct).ConfigureAwait(false);
        if (policy.Objects("spec", "resourceSelectors").ToList() is not [var only] || only.Str("name") != workload.Name)
            throw new RolloutException($"policy {path.NamespacedName} is not for {resource.Kind} {workload} alone; a rollout would hold up the others. Give it a policy of its own");
        return (path, policy);
    }
}
