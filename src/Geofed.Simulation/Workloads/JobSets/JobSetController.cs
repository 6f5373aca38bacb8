using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>
/// Plays JobSet's controller (kubernetes-sigs/jobset, pkg/controllers) in clusters that have its CustomResourceDefinition, from when they have it: child Jobs, suspension, success and failure
/// policies, restarts. Without headless services, start-up order, and rules of failure policies.
/// </summary>
internal sealed class JobSetController : ISimulatedController
{
    private static readonly GroupVersionResource JobSets = new("jobset.x-k8s.io", "v1alpha2", "jobsets");
    private static readonly GroupVersionResource Definitions = new("apiextensions.k8s.io", "v1", "customresourcedefinitions");
    private const string Component = "jobset";

    private readonly WorkloadContext _context;
    private readonly Informer _jobSets;
    private readonly OwnerIndex _jobs;
    private readonly WorkQueue<NamespacedName> _queue;
    private readonly TaskCompletionSource _defined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobSetController(WorkloadContext context)
    {
        _context = context;
        _jobSets = context.Unstarted(JobSets);
        _queue = context.Queue(_jobSets);
        var jobs = context.Cache(ClusterResources.Jobs);
        _jobs = new(jobs, "JobSet");
        jobs.Changed += change =>
        {
            if (change.Object.Controller() is { } owner && owner.Str("kind") == "JobSet")
                _queue.Add(new(change.Object.Namespace(), owner.Str("name") ?? ""));
        };
        context.Cache(Definitions).Changed += change =>
        {
            if (change.Object.Name() == JobSets.GroupResource && change.Object.IsTrue("Established"))
                _defined.TrySetResult();
        };
    }

    public async Task RunAsync(CancellationToken ct)
    {
        await using (_jobSets.ConfigureAwait(false))
        {
            try
            {
                await _defined.Task.WaitAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            _ = _jobSets.RunAsync(ct);
            await _context.RunAsync("jobset", _queue, ReconcileAsync, 2, ct).ConfigureAwait(false);
        }
    }

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        // Its Jobs go with it: they are its dependents.
        if (_jobSets.Get(name) is not { } set || set.IsDeleting() || set.Str("spec", "managedBy") is not (null or "jobset.sigs.k8s.io/jobset-controller"))
            return;
        var round = new JobSetRound(set, _jobs.Of(set));
        foreach (var old in round.Former.Where(j => !j.IsDeleting()))
            await _context.Api.DeleteAsync(ClusterResources.Jobs, old, ct, "Background").ConfigureAwait(false);
        if (round.End is { } end)
        {
            foreach (var running in round.Current.Where(j => j.FinishedCondition() is null && !j.IsDeleting()))
                await _context.Api.DeleteAsync(ClusterResources.Jobs, running, ct, "Background").ConfigureAwait(false);
            if (!round.IsOver)
                await TellAsync(set, end.Type == "Failed", end.Reason, end.Message, ct).ConfigureAwait(false);
        }
        else if (!round.Restarts)
            await ShapeAsync(set, round, ct).ConfigureAwait(false);
        var after = new JobSetRound(set, _jobs.Of(set));
        await _context.Api.MergeStatusAsync(JobSets, set, after.Status(round.End, round.Restarts, _context.Time.GetUtcNow()), ct).ConfigureAwait(false);
    }

    /// <summary>Makes the Jobs that are missing, and pauses or resumes those that are there.</summary>
    private async Task ShapeAsync(JsonObject set, JobSetRound round, CancellationToken ct)
    {
        // Names are taken until those of the round before have gone.
        foreach (var job in JobSetDocument.Jobs(set, round.Attempt).Where(job => round.Former.Concat(round.Current).All(j => j.Name() != job.Name())))
        {
            await _context.Api.CreateAsync(ClusterResources.Jobs, job, ct).ConfigureAwait(false);
            await TellAsync(set, false, "SuccessfulCreate", $"Created job {job.Name()}", ct).ConfigureAwait(false);
        }
        foreach (var job in round.Current.Where(j => j.FinishedCondition() is null && !j.IsDeleting() && j.IsSuspended() != set.IsSuspended()))
            await _context.Api.MergeAsync(ClusterResources.Jobs, job, new() { ["spec"] = new JsonObject { ["suspend"] = set.IsSuspended() } }, ct).ConfigureAwait(false);
    }

    private Task TellAsync(JsonObject set, bool warning, string reason, string message, CancellationToken ct) => _context.Events.RecordAsync(set, Component, warning, reason, message, ct);
}
