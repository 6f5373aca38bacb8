using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;
using Geofed.Placement.Jobs;
using Geofed.Placement.Queueing;
using Geofed.Placement.Scheduling;

namespace Geofed.Federation.Capacity;

/// <summary>What the jobs that wait in a federation's queue ask of its members' GPUs. Pure.</summary>
internal sealed class QueuedGpus
{
    private const string Resource = "nvidia.com/gpu";
    private readonly List<(HashSet<string> Members, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Pods)> _waiting;
    private readonly Dictionary<string, JobName> _kept = [];

    public QueuedGpus(IReadOnlyList<JsonObject> bindings, IReadOnlyList<JsonObject> members)
    {
        var waiting = bindings.Where(b => QueuedJob.Is(b) && QueuedJob.Waits(b) && !b.IsDeleting() && !QueuedJob.IsOver(b, null) && !IsLate(b)).ToList();
        _waiting = [.. waiting.Select(b => (Scheduler.Candidates(b, members).SelectMany(tier => tier).ToHashSet(), BindingPods.Sets(b)))];
        foreach (var job in waiting)
        {
            if (job.Annotation(GeofedMarks.QueueReserved) is { } cluster)
                _kept[cluster] = QueuedJob.Job(job);
        }
    }

    /// <summary>GPUs of a type that are asked for by jobs that may go to a member.</summary>
    public long In(string member, string accelerator) => _waiting.Where(job => job.Members.Contains(member)).SelectMany(job => job.Pods)
        .Where(pods => pods.Claim.Accelerator is not { } wanted || wanted == accelerator)
        .Sum(pods => pods.Replicas * pods.Claim.Requests.GetValueOrDefault(Resource));

    /// <summary>It had to start by a time that has passed, and does not wait any more.</summary>
    private static bool IsLate(JsonObject binding) => binding.Objects("status", "conditions").Any(c => c.Str("type") == "Scheduled" && c.Str("reason") == ResourceSummary.StartDeadlinePassed);

    /// <summary>The job that a member is kept for.</summary>
    public string? KeptFor(string member) => _kept.TryGetValue(member, out var job) ? job.ToString() : null;
}
