using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Makes the Jobs of CronJobs when it is time, and takes away old ones (pkg/controller/cronjob/cronjob_controllerv2.go).</summary>
internal sealed class CronJobController : ISimulatedController
{
    private readonly WorkloadContext _context;
    private readonly Informer _cronJobs;
    private readonly Dependents _owned;
    private readonly WorkQueue<NamespacedName> _queue;

    public CronJobController(WorkloadContext context)
    {
        _context = context;
        _cronJobs = context.Cache(ClusterResources.CronJobs);
        _queue = context.Queue(_cronJobs);
        _owned = context.Dependents(ClusterResources.Jobs, ClusterResources.CronJobs, "CronJob");
        _owned.Notify(_queue);
    }

    public Task RunAsync(CancellationToken ct) => _context.RunAsync("cronjob", _queue, ReconcileAsync, 1, ct);

    private async Task ReconcileAsync(NamespacedName name, CancellationToken ct)
    {
        if (_cronJobs.Get(name) is not { } cronJob || cronJob.IsDeleting())
            return;
        var now = _context.Time.GetUtcNow();
        cronJob = await SetStatusAsync(cronJob, cronJob.Str("status", "lastScheduleTime"), ct).ConfigureAwait(false);
        await ForgetAsync(cronJob, ct).ConfigureAwait(false);
        if (cronJob.Bool("spec", "suspend") == true)
            return;
        if (CronTimes.Of(cronJob, now, out var wrong) is not { } times)
        {
            await TellAsync(cronJob, true, "UnparseableSchedule", $"unparseable schedule: {wrong}", ct).ConfigureAwait(false);
            return;
        }
        if (times.TooMany)
            await TellAsync(cronJob, true, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew", ct).ConfigureAwait(false);
        if (times.Due is { } due)
            await StartAsync(cronJob, due, ct).ConfigureAwait(false);
        if (times.Next is { } next)
            _queue.AddAfter(name, next - _context.Time.GetUtcNow());
    }

    private async Task StartAsync(JsonObject cronJob, DateTimeOffset due, CancellationToken ct)
    {
        var active = _owned.Of(cronJob).Where(j => j.FinishedCondition() is null).ToList();
        var job = CronJobDocument.Job(cronJob, due);
        if (active.Count > 0 && active.TrueForAll(j => j.Name() != job.Name()))
        {
            switch (cronJob.Str("spec", "concurrencyPolicy"))
            {
                case "Forbid":
                    await TellAsync(cronJob, false, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid", ct).ConfigureAwait(false);
                    return;
                case "Replace":
                    foreach (var running in active)
                        await DeleteAsync(cronJob, running, ct).ConfigureAwait(false);
                    break;
            }
        }
        try
        {
            await _context.Api.CreateAsync(ClusterResources.Jobs, job, ct).ConfigureAwait(false);
            await TellAsync(cronJob, false, "SuccessfulCreate", $"Created job {job.Name()}", ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Made before a restart; it only had not been said.
        }
        catch (KubeApiException e) when (!PodControl.IsEndingNamespace(e))
        {
            await TellAsync(cronJob, true, "FailedCreate", $"Error creating job: {e.Message}", ct).ConfigureAwait(false);
            throw;
        }
        await SetStatusAsync(cronJob, KubeTime.Format(due), ct).ConfigureAwait(false);
    }

    private async Task<JsonObject> SetStatusAsync(JsonObject cronJob, string? scheduled, CancellationToken ct)
    {
        var jobs = _owned.Of(cronJob);
        var active = jobs.Where(j => j.FinishedCondition() is null && !j.IsDeleting()).OrderBy(j => j.Name(), StringComparer.Ordinal).ToList();
        foreach (var ended in cronJob.Objects("status", "active").Where(r => active.All(j => j.Uid() != r.Str("uid"))))
        {
            if (jobs.FirstOrDefault(j => j.Uid() == ended.Str("uid"))?.FinishedCondition() is { } condition)
                await TellAsync(cronJob, false, "SawCompletedJob", $"Saw completed job: {ended.Str("name")}, condition: {condition.Str("type")}", ct).ConfigureAwait(false);
        }
        var succeeded = jobs.Select(j => j.Str("status", "completionTime")).Append(cronJob.Str("status", "lastSuccessfulTime")).OfType<string>().Order(StringComparer.Ordinal).LastOrDefault();
        // A reference's resourceVersion is that of when it was made: it alone is no reason to write.
        var references = active.Select(j => cronJob.Objects("status", "active").FirstOrDefault(r => r.Str("uid") == j.Uid()).Copy() ?? CronJobDocument.Reference(j));
        return await _context.Api.MergeStatusAsync(ClusterResources.CronJobs, cronJob, new()
        {
            ["active"] = active.Count > 0 ? new JsonArray([.. references]) : null,
            ["lastScheduleTime"] = scheduled,
            ["lastSuccessfulTime"] = succeeded,
        }, ct).ConfigureAwait(false);
    }

    /// <summary>Keeps as many ended Jobs as the history's limits say.</summary>
    private async Task ForgetAsync(JsonObject cronJob, CancellationToken ct)
    {
        foreach (var (type, limit) in new[] { ("Complete", "successfulJobsHistoryLimit"), ("Failed", "failedJobsHistoryLimit") })
        {
            if (cronJob.Int("spec", limit) is not { } most)
                continue;
            var ended = _owned.Of(cronJob).Where(j => j.IsTrue(type) && !j.IsDeleting()).OrderBy(j => j.Str("status", "startTime"), StringComparer.Ordinal).ThenBy(j => j.Name(), StringComparer.Ordinal).ToList();
            foreach (var job in ended.Take(Math.Max(0, ended.Count - (int)most)))
                await DeleteAsync(cronJob, job, ct).ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(JsonObject cronJob, JsonObject job, CancellationToken ct)
    {
        await _context.Api.DeleteAsync(ClusterResources.Jobs, job, ct, "Background").ConfigureAwait(false);
        await TellAsync(cronJob, false, "SuccessfulDelete", $"Deleted job {job.Name()}", ct).ConfigureAwait(false);
    }

    private Task TellAsync(JsonObject cronJob, bool warning, string reason, string message, CancellationToken ct) =>
        _context.Events.RecordAsync(cronJob, "cronjob-controller", warning, reason, message, ct);
}
