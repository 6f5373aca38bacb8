using System.Text.Json.Nodes;
using Geofed.ApiServer.Patching;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Brings each Deployment's ReplicaSets to its template, as its strategy says (pkg/controller/deployment).</summary>
internal sealed class DeploymentController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly Informer _deployments;
    private readonly Informer _sets;
    private readonly Informer _pods;
    private readonly Dependents _owned;
    private readonly NewReplicaSets _newSets;
    private readonly DeploymentScale _scale;
    private readonly WorkQueue<NamespacedName> _queue;

    public DeploymentController(WorkloadContext context)
    {
        _context = context;
        _deployments = context.Cache(ClusterResources.Deployments);
        _sets = context.Cache(ClusterResources.ReplicaSets);
        _pods = context.Cache(ClusterResources.Pods);
        _queue = context.Queue(_deployments);
        _owned = context.Dependents(ClusterResources.ReplicaSets, ClusterResources.Deployments, "Deployment");
        _owned.Notify(_queue);
        _pods.Changed += OnPod;
        _newSets = new(context);
        _scale = new(context);
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("deployment", _queue, ReconcileAsync, 4, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_deployments.Get(name) is not { } deployment)
            return;
        var sets = DeploymentSets.Of(deployment, await _owned.ClaimAsync(deployment, ct).ConfigureAwait(false));
        if (deployment.IsDeleting())
        {
            await SetStatusAsync(deployment, judge: false, ct).ConfigureAwait(false);
            return;
        }
        if (DeploymentProgress.PausedOrResumed(deployment, _context.Time.GetUtcNow()) is { } conditions)
            deployment = await _context.Api.MergeStatusAsync(ClusterResources.Deployments, deployment, new() { ["conditions"] = conditions }, ct).ConfigureAwait(false);
        deployment = await _newSets.SyncAsync(deployment, sets, ct).ConfigureAwait(false);
        sets = Sets(deployment);
        var paused = deployment.Bool("spec", "paused") == true;
        if (paused || DeploymentScale.IsDue(deployment, sets))
        {
            await _scale.FollowAsync(deployment, sets, ct).ConfigureAwait(false);
            if (paused)
                await CleanUpAsync(deployment, ct).ConfigureAwait(false);
            await SetStatusAsync(deployment, judge: false, ct).ConfigureAwait(false);
        }
        else if (deployment.Str("spec", "strategy", "type") == "Recreate")
            await RecreateAsync(deployment, sets, ct).ConfigureAwait(false);
        else
            await RollAsync(deployment, sets, ct).ConfigureAwait(false);
    }

    private async Task RollAsync(JsonObject deployment, DeploymentSets sets, CancellationToken ct)
    {
        JsonObject? news = null;
        if (sets.New is null)
        {
            news = await _newSets.CreateAsync(deployment, sets, ct).ConfigureAwait(false);
            sets = Sets(deployment);
        }
        var update = RollingUpdate.Of(deployment);
        var scaled = await _scale.SetAsync(deployment, [sets.New!], s => update.NewSize(s.Count("spec", "replicas"), sets.Total("spec", "replicas")), ct).ConfigureAwait(false);
        if (!scaled)
        {
            var sizes = update.OldSizes(DeploymentScale.SizeOf(sets.New!), [.. sets.ActiveOld.Select(DeploymentScale.SizeOf)]);
            scaled = await _scale.SetAsync(deployment, sets.ActiveOld, s => sizes[s.Name()], ct).ConfigureAwait(false);
        }
        if (!scaled)
            await CleanUpAsync(deployment, ct).ConfigureAwait(false);
        await SetStatusAsync(deployment, judge: true, ct, news).ConfigureAwait(false);
    }

    /// <summary>The old pods are gone before the first new one comes.</summary>
    private async Task RecreateAsync(JsonObject deployment, DeploymentSets sets, CancellationToken ct)
    {
        JsonObject? news = null;
        if (!await _scale.SetAsync(deployment, sets.ActiveOld, _ => 0, ct).ConfigureAwait(false) && !OldPodsRun(deployment, sets))
        {
            if (sets.New is null)
            {
                news = await _newSets.CreateAsync(deployment, sets, ct).ConfigureAwait(false);
                sets = Sets(deployment);
            }
            await _scale.SetAsync(deployment, [sets.New!], _ => deployment.Count("spec", "replicas"), ct).ConfigureAwait(false);
            if (DeploymentStatus.IsComplete(deployment, deployment.Obj("status") ?? []))
                await CleanUpAsync(deployment, ct).ConfigureAwait(false);
        }
        await SetStatusAsync(deployment, judge: true, ct, news).ConfigureAwait(false);
    }

    private bool OldPodsRun(JsonObject deployment, DeploymentSets sets)
    {
        var old = sets.Old.Select(s => s.Uid()).ToHashSet();
        return _pods.List(deployment.Namespace()).Any(p => !p.IsFinished() && p.Controller().Str("uid") is { } uid && old.Contains(uid));
    }

    /// <summary>Old sets without pods stay as the history, but not more of them than asked for (cleanupDeployment).</summary>
    private async Task CleanUpAsync(JsonObject deployment, CancellationToken ct)
    {
        if (deployment.Int("spec", "revisionHistoryLimit") is not { } limit)
            return;
        var old = Sets(deployment).Old.Where(s => !s.IsDeleting()).OrderBy(s => s.Revision()).ThenBy(s => s.Created()).ToList();
        foreach (var set in old.Take(Math.Max(0, old.Count - (int)limit)))
        {
            if (set.Count("status", "replicas") == 0 && set.Count("spec", "replicas") == 0 && set.Int("metadata", "generation") <= set.Int("status", "observedGeneration"))
                await _context.Api.DeleteAsync(ClusterResources.ReplicaSets, set, ct).ConfigureAwait(false);
        }
    }

    /// <param name="news">What else is to be written with it.</param>
    private async Task SetStatusAsync(JsonObject cached, bool judge, CancellationToken ct, JsonObject? news = null)
    {
        var deployment = news is null ? cached : MergePatch.Apply(cached, news)!.AsObject();
        var (sets, now) = (Sets(deployment), _context.Time.GetUtcNow());
        var status = DeploymentStatus.Of(deployment, sets, now);
        if (judge)
        {
            var conditions = DeploymentProgress.Judge(deployment, status, sets.New, now);
            var failure = sets.New.Condition("ReplicaFailure") ?? sets.Old.Select(s => s.Condition("ReplicaFailure")).FirstOrDefault(c => c is not null);
            status["conditions"] = failure is null ? conditions.Without("ReplicaFailure")
                : conditions.With("ReplicaFailure", failure.Str("status") ?? "", failure.Str("reason") ?? "", failure.Str("message") ?? "", now, "lastUpdateTime");
        }
        if (news is null)
            deployment = await _context.Api.MergeStatusAsync(ClusterResources.Deployments, cached, status, ct).ConfigureAwait(false);
        else
        {
            news["status"] = status;
            deployment = await _context.Api.MergeAsync(ClusterResources.Deployments, cached, news, ct, "status").ConfigureAwait(false);
        }
        if (judge && DeploymentProgress.NextLook(deployment, deployment.Obj("status") ?? [], now) is { } wait)
            _queue.AddAt(deployment.Key(), now + wait);
    }

    private DeploymentSets Sets(JsonObject deployment) => DeploymentSets.Of(deployment, _owned.Of(deployment));

    /// <summary>Recreate waits for pods to be gone; no ReplicaSet tells of that.</summary>
    private void OnPod(InformerChange change)
    {
        if ((change.Type == WatchEventType.Deleted || change.Object.IsFinished()) && change.Object.Controller() is { } owner && owner.Str("kind") == "ReplicaSet"
            && _sets.Get(new(change.Object.Namespace(), owner.Str("name") ?? "")).Controller() is { } controller && controller.Str("kind") == "Deployment")
            _queue.Add(new(change.Object.Namespace(), controller.Str("name") ?? ""));
    }
}
