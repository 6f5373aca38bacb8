using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Autoscaling;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Autoscaling;

/// <summary>
/// Sets the replicas of the templates that FederatedHPAs name, by what their pods use in all members together; the scheduler then divides them
/// (pkg/controllers/federatedhpa).
/// </summary>
internal sealed class FederatedAutoscalerController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, ControlPlaneOptions options, EventRecorder events)
{
    private const string Source = "federatedHPA-controller";

    /// <summary>What has just become ready is measured soon: the next period may be long away.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, ScalingHistory> _histories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string? Namespace, string Kind, string Name), NamespacedName> _byTarget = new();

    public WorkQueue<NamespacedName> Queue { get; } = new(options.Time);

    public void Subscribe()
    {
        caches.Autoscalers.Changed += OnAutoscaler;
        caches.Templates.Changed += (resource, change) =>
        {
            if (_byTarget.TryGetValue((change.Object.Namespace(), resource.Kind, change.Object.Name()), out var autoscaler))
                Queue.AddAfter(autoscaler, options.AutoscalerPeriod < Settling ? options.AutoscalerPeriod : Settling);
        };
    }

    public async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (caches.Autoscalers.Get(name) is not { } autoscaler || autoscaler.IsDeleting())
            return;
        Queue.AddAfter(name, options.AutoscalerPeriod);
        var (target, problem) = ScaledTemplate.Find(autoscaler, caches);
        if (target is null)
        {
            await FailAsync(autoscaler, problem!, ct).ConfigureAwait(false);
            return;
        }
        var scale = await api.GetAsync(target.Scale, ct).ConfigureAwait(false);
        var members = await Task.WhenAll(target.Clusters.Select(c => MemberLoad.AskAsync(fleet, c.Cluster, target.Scale, c.Replicas, ct))).ConfigureAwait(false);
        await ScaleAsync(autoscaler, target, scale, members, ct).ConfigureAwait(false);
    }

    private async Task ScaleAsync(JsonObject autoscaler, ScaledTemplate target, JsonObject scale, MemberLoad[] members, CancellationToken ct)
    {
        var now = options.Time.GetUtcNow();
        var load = new WorkloadLoad(members, target.PodTemplate, now);
        // A period later it may be long done: it is measured as soon as it counts.
        if (load.Of("cpu", null).Max(pod => pod.CountsIn) is { } wait)
            Queue.AddAfter(autoscaler.Key(), wait > Settling ? wait : Settling);
        var history = _histories.GetOrAdd(autoscaler.Uid(), _ => new());
        var decision = new Autoscaler(autoscaler, load.Of, load.Unavailable, target.Copies).Decide((int)(scale.Int("spec", "replicas") ?? 0), history, now);
        var status = AutoscalerStatus.Of(autoscaler, decision, load.Silence, now);
        // Told once, and again when it has changed: not every period.
        var isNews = AutoscalerStatus.Activity(status) != AutoscalerStatus.Activity(autoscaler.Obj("status"));
        if (isNews && decision.Failure is { } failure)
            await TellAsync(autoscaler, true, "FailedComputeMetricsReplicas", failure, ct).ConfigureAwait(false);
        else if (isNews && load.Silence is { } silence)
            await TellAsync(autoscaler, true, "FailedGetMemberMetrics", $"no metrics from {silence}; replicas there are not taken for idle", ct).ConfigureAwait(false);
        if (decision.Rescales)
        {
            // Only over the very number that was decided upon: somebody may be scaling it by hand.
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = scale.ResourceVersion() }, ["spec"] = new JsonObject { ["replicas"] = decision.Desired } };
            await api.MergeAsync(target.Scale, patch, ct).ConfigureAwait(false);
            var (up, down) = ScalingRules.Of(autoscaler.Obj("spec"));
            history.Scaled(decision.Current, decision.Desired, up, down, now);
            await TellAsync(autoscaler, false, "SuccessfulRescale", $"New size: {decision.Desired}; reason: {decision.Why}", ct).ConfigureAwait(false);
        }
        await WriteAsync(autoscaler, status, ct).ConfigureAwait(false);
    }

    private async Task FailAsync(JsonObject autoscaler, AutoscalerCondition problem, CancellationToken ct)
    {
        // What has just been published has no binding yet; why one does not come, its policy's and its template's events say.
        if (problem.Reason != "FailedGetBinding" && autoscaler.Condition(problem.Type).Str("message") != problem.Message)
            await TellAsync(autoscaler, true, problem.Reason, problem.Message, ct).ConfigureAwait(false);
        await WriteAsync(autoscaler, AutoscalerStatus.Failed(autoscaler, problem, options.Time.GetUtcNow()), ct).ConfigureAwait(false);
    }

    private Task TellAsync(JsonObject autoscaler, bool warning, string reason, string message, CancellationToken ct) =>
        events.RecordAsync(autoscaler, Source, warning, reason, message, ct);

    private Task WriteAsync(JsonObject autoscaler, JsonObject status, CancellationToken ct) =>
        api.MergeStatusAsync(new(KarmadaApi.FederatedHPAs, autoscaler.Namespace()), autoscaler, status, ct);

    private void OnAutoscaler(InformerChange change)
    {
        var name = change.Object.Key();
        if (change.Old is { } old)
            _byTarget.TryRemove(KeyValuePair.Create(ScaledTemplate.Key(old), name));
        if (change.Type == WatchEventType.Deleted)
        {
            _histories.TryRemove(change.Object.Uid(), out _);
            return;
        }
        _byTarget[ScaledTemplate.Key(change.Object)] = name;
        if (!JsonNavigation.Same(change.Object.At("spec"), change.Old.At("spec")))
            Queue.Add(name);
    }
}
