using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Scheduler;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Jobs;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Queueing;

/// <summary>Reads the state of the queue from the caches: which Jobs wait, which run, and who is where on the members.</summary>
internal sealed class QueueReader(ControlPlaneCaches caches, MemberFleet fleet, MemberCapacity capacity, InFlight inFlight, ScheduleWriter writer, TimeProvider time)
{
    private readonly FormerCopies _formerCopies = new(caches, fleet, capacity, time);

    /// <summary>When Jobs came whose bindings do not say so yet.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _since = new();
    private DateTimeOffset _last;

    public QueueView Read()
    {
        var clusters = caches.Clusters.List().ToList();
        var queued = caches.NamespacedBindings.List().Where(b => QueuedJob.Is(b) && !b.IsDeleting())
            .OrderBy(b => b.Str("metadata", "creationTimestamp"), StringComparer.Ordinal).ThenBy(Version)
            .Select(writer.Latest)
            .Where(b => caches.Templates.Of(b) is { } template && !template.IsDeleting() && !QueuedJob.IsOver(b, template))
            .ToList();
        foreach (var gone in _since.Keys.Except(queued.Select(b => b.Uid())).ToList())
            _since.TryRemove(gone, out _);
        var occupancies = clusters.Select(c => (Name: c.Name(), Occupancy: capacity.Occupancy(c.Name()))).Where(c => c.Occupancy is not null).ToDictionary(c => c.Name, c => c.Occupancy!);
        var own = queued.Select(b => b.Key()).ToHashSet();
        var view = new QueueView(
            clusters,
            queued.ToDictionary(QueuedJob.Job),
            new(
                [.. queued.Where(b => QueuedJob.Waits(b) && b.Bool("spec", "suspension", "scheduling") != true).Select(b => Waiting(b, clusters))],
                [.. queued.SelectMany(b => Running(b, occupancies))],
                occupancies.ToDictionary(c => c.Key, c => new QueueCluster(c.Value, [.. inFlight.To(c.Key).Where(f => !own.Contains(f.Binding)).Select(f => (f.Claim, f.Replicas))])),
                time.GetUtcNow()));
        return view;
    }

    private WaitingJob Waiting(JsonObject binding, IReadOnlyList<JsonObject> clusters)
    {
        var (needs, former) = (BindingPods.Needs(binding), _formerCopies.Of(binding));
        return new(QueuedJob.Job(binding), BindingPods.Sets(binding))
        {
            Priority = QueuedJob.Priority(binding),
            Since = QueuedJob.Since(binding) ?? _since.GetOrAdd(binding.Uid(), _ => Next()),
            Candidates = Geofed.Placement.Scheduling.Scheduler.Candidates(binding, clusters),
            Limit = Limit(binding),
            // One that has started has met it.
            StartBy = QueuedJob.Started(binding) is null ? QueuedJob.StartBy(binding) : null,
            Reserved = binding.Annotation(Model.Karmada.GeofedMarks.QueueReserved),
            Preempts = QueuedJob.Preempts(binding),
            Held = former?.Reason,
            HeldUntil = former?.Until,
            Need = JobNeed.Of(needs),
            Scarce = JobNeed.Scarce(needs),
        };
    }

    private IEnumerable<RunningJob> Running(JsonObject binding, Dictionary<string, ClusterOccupancy> occupancies)
    {
        var started = QueuedJob.Started(binding) ?? KubeTime.Parse(binding.Str("metadata", "creationTimestamp")) ?? time.GetUtcNow();
        foreach (var target in binding.Objects("spec", "clusters"))
        {
            var cluster = target.Str("name") ?? "";
            var status = binding.Objects("status", "aggregatedStatus").FirstOrDefault(i => i.Str("clusterName") == cluster).Obj("status");
            yield return new(QueuedJob.Job(binding), cluster)
            {
                Priority = QueuedJob.Priority(binding),
                Started = started,
                EndsBy = (KubeTime.Parse(status.Str("startTime")) ?? time.GetUtcNow()) + Limit(binding),
                Landing = Landing(binding, target, status, occupancies.GetValueOrDefault(cluster)),
            };
        }
    }

    /// <summary>Its pods that are on no node yet.</summary>
    private IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Landing(JsonObject binding, JsonObject target, JsonObject? status, ClusterOccupancy? there)
    {
        var job = QueuedJob.Job(binding);
        if (QueuedJob.Kind(binding)!.IsSuspended(caches.Templates.Of(binding)))
            return [];
        if (binding.Arr("spec", "components") is { Count: > 0 })
            return there is null ? BindingPods.Sets(binding) : there.Missing(job, BindingPods.Sets(binding));
        var pods = Expected(binding, target, status) - (there?.Placed(job) ?? 0);
        return pods > 0 ? [(ReplicaClaim.From(binding.Obj("spec", "replicaRequirements")), pods)] : [];
    }

    /// <summary>How many pods it is to have at the moment: a pod that ends makes way for the next one of its own.</summary>
    private long Expected(JsonObject binding, JsonObject target, JsonObject? status)
    {
        var (template, succeeded) = (caches.Templates.Of(binding), status.Int("succeeded") ?? 0);
        var pods = target.Int("replicas") ?? 0;
        return template.Int("spec", "completions") is { } completions ? Math.Min(pods, completions - succeeded) : succeeded > 0 ? 0 : pods;
    }

    private TimeSpan? Limit(JsonObject binding) =>
        QueuedJob.Kind(binding)?.Limit(caches.Templates.Of(binding));

    /// <summary>Now, and later than any before.</summary>
    private DateTimeOffset Next()
    {
        var now = time.GetUtcNow();
        return _last = now > _last ? now : _last.AddMicroseconds(1);
    }

    private static long Version(JsonObject binding) => long.TryParse(binding.ResourceVersion(), CultureInfo.InvariantCulture, out var version) ? version : 0;
}

/// <summary>The state of the queue, and the documents that it was read from.</summary>
internal sealed record QueueView(IReadOnlyList<JsonObject> Clusters, IReadOnlyDictionary<JobName, JsonObject> Bindings, QueueState State);
