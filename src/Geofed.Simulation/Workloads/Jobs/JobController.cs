using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Runs the pods of each Job to its end (pkg/controller/job), and takes Jobs away whose time is up (pkg/controller/ttlafterfinished).</summary>
internal sealed class JobController : ISimulatedController
{
    private const string Component = "job-controller";
    private readonly WorkloadContext _context;
    private readonly Informer _jobs;
    private readonly Informer _pods;
    private readonly Dependents _owned;
    private readonly PodControl _control;
    private readonly WorkQueue<NamespacedName> _queue;

    public JobController(WorkloadContext context)
    {
        _context = context;
        _jobs = context.Cache(ClusterResources.Jobs);
        _pods = context.Cache(ClusterResources.Pods);
        _queue = context.Queue(_jobs);
        _owned = context.Dependents(ClusterResources.Pods, ClusterResources.Jobs, "Job");
        _owned.Notify(_queue);
        _control = new(context.Api, context.Events, Component);
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("job", _queue, ReconcileAsync, 4, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        await ReleaseOrphansAsync(name, ct).ConfigureAwait(false);
        if (_jobs.Get(name) is not { } job || job.Str("spec", "managedBy") is not (null or JobMarks.Controller))
            return;
        var now = _context.Time.GetUtcNow();
        var pods = await _owned.ClaimAsync(job, ct).ConfigureAwait(false);
        if (job.FinishedCondition() is { } finished)
        {
            await ReleaseAsync(pods, ct).ConfigureAwait(false);
            await RemoveInTimeAsync(job, finished, now, ct).ConfigureAwait(false);
            return;
        }
        var before = new JobTally(job, pods, ending: false);
        var outcome = JobOutcome.Of(job, before, now);
        if (!job.IsDeleting())
            await (outcome is null ? SizeAsync(job, before, pods, now, ct) : EndAsync(job, before, outcome, now, ct)).ConfigureAwait(false);
        // What was done shows in the caches, and what happened meanwhile.
        if (_jobs.Get(name) is not { } current || current.Uid() != job.Uid())
            return;
        var tally = new JobTally(current, _owned.Of(current), ending: outcome is not null);
        await SetStatusAsync(current, tally, outcome ?? JobOutcome.Of(current, tally, now), now, ct).ConfigureAwait(false);
        await ReleaseAsync(tally.Counted, ct).ConfigureAwait(false);
    }

    private async Task SizeAsync(JsonObject job, JobTally tally, IReadOnlyCollection<JsonObject> pods, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = JobPods.Wanted(job, tally);
        var excess = JobPods.Excess(job, tally, wanted, now).Take(PodControl.Burst).ToList();
        // These did not fail, so nothing of them is to be counted.
        await ReleaseAsync(excess, ct).ConfigureAwait(false);
        await _control.DeleteAllAsync(job, excess, ct).ConfigureAwait(false);
        var missing = Math.Min(wanted - (tally.Active.Count - excess.Count) - (job.ReplacesFailedOnly() ? tally.Terminating : 0), PodControl.Burst);
        if (missing <= 0)
            return;
        if (JobBackoff.Left(pods, _context.Time.GetUtcNow()) is var left && left > TimeSpan.Zero)
        {
            _queue.AddAfter(job.Key(), left);
            return;
        }
        var documents = job.IsIndexed() ? JobPods.PendingIndexes(job, tally).Take(missing).Select(i => JobPods.Document(job, i)) : Enumerable.Range(0, missing).Select(_ => JobPods.Document(job, null));
        await _control.CreateAllAsync(job, [.. documents], ct).ConfigureAwait(false);
    }

    /// <summary>Says how it will end before anything is stopped for it, so that a restart does not think otherwise.</summary>
    private async Task EndAsync(JsonObject job, JobTally tally, JobOutcome outcome, DateTimeOffset now, CancellationToken ct)
    {
        if (tally.Active.Count == 0)
            return;
        var conditions = job.Arr("status", "conditions").With(outcome.Announcement, "True", outcome.Reason, outcome.Message, now, "lastProbeTime");
        await _context.Api.MergeStatusAsync(ClusterResources.Jobs, job, new() { ["conditions"] = conditions }, ct).ConfigureAwait(false);
        await _control.DeleteAllAsync(job, tally.Active, ct).ConfigureAwait(false);
    }

    private async Task SetStatusAsync(JsonObject job, JobTally tally, JobOutcome? outcome, DateTimeOffset now, CancellationToken ct)
    {
        var suspended = JobStatus.SuspendedNow(job);
        var written = await _context.Api.MergeStatusAsync(ClusterResources.Jobs, job, JobStatus.Of(job, tally, outcome, now), ct).ConfigureAwait(false);
        if (suspended is { } pauses)
            await TellAsync(job, false, pauses ? "Suspended" : "Resumed", pauses ? "Job suspended" : "Job resumed", ct).ConfigureAwait(false);
        if (written.FinishedCondition() is not null && outcome is not null)
            await (outcome.Success ? TellAsync(job, false, "Completed", "Job completed", ct) : TellAsync(job, true, outcome.Reason, outcome.Message, ct)).ConfigureAwait(false);
        else if (outcome is null && !job.IsSuspended() && JobOutcome.DeadlineLeft(written, _context.Time.GetUtcNow()) is { } left)
            _queue.AddAfter(job.Key(), left);
    }

    private async Task RemoveInTimeAsync(JsonObject job, JsonObject finished, DateTimeOffset now, CancellationToken ct)
    {
        if (job.IsDeleting() || job.Int("spec", "ttlSecondsAfterFinished") is not { } seconds)
            return;
        var due = (KubeTime.Parse(finished.Str("lastTransitionTime")) ?? now).AddSeconds(seconds);
        if (due > now)
            _queue.AddAt(job.Key(), due);
        else
            await _context.Api.DeleteAsync(ClusterResources.Jobs, job, ct, "Foreground").ConfigureAwait(false);
    }

    /// <summary>Pods of a Job that is gone are counted by nobody: nothing shall hold them.</summary>
    private Task ReleaseOrphansAsync(NamespacedName name, CancellationToken ct)
    {
        var uid = _jobs.Get(name)?.Uid();
        return ReleaseAsync(_pods.List(name.Namespace).Where(p => p.IsTracked() && p.Controller() is { } owner
            && owner.Str("kind") == "Job" && owner.Str("name") == name.Name && owner.Str("uid") != uid), ct);
    }

    private async Task ReleaseAsync(IEnumerable<JsonObject> pods, CancellationToken ct)
    {
        foreach (var pod in pods.Where(p => p.IsTracked()))
            await _context.Api.RemoveFinalizerAsync(ClusterResources.Pods, pod, JobMarks.Tracking, ct).ConfigureAwait(false);
    }

    private Task TellAsync(JsonObject job, bool warning, string reason, string message, CancellationToken ct) =>
        _context.Events.RecordAsync(job, Component, warning, reason, message, ct);
}
