using Geofed.Model;
using Geofed.Placement.Capacity;

namespace Geofed.Placement.Queueing;

/// <summary>
/// The room for Jobs while a plan is made: what is there, what is on its way, and what the plan has started so far. On which nodes pods will be is the
/// clusters' own business: so whatever is on its way is taken to land where it is most in the way.
/// </summary>
internal sealed class QueueRooms
{
    private readonly QueueState _state;
    private readonly HashSet<NamespacedName> _waiting;
    private readonly Dictionary<string, List<RunningJob>> _running;

    public QueueRooms(QueueState state)
    {
        _state = state;
        _waiting = [.. state.Waiting.Select(job => job.Name)];
        _running = state.Running.GroupBy(job => job.Cluster).ToDictionary(g => g.Key, g => g.ToList());
    }

    /// <summary>Jobs that run in a cluster, those that the plan has started included.</summary>
    public IReadOnlyList<RunningJob> Running(string cluster) => _running.GetValueOrDefault(cluster) ?? [];

    /// <summary>Jobs that have no claim to the cluster any more, and whose pods have not all gone yet.</summary>
    public IReadOnlySet<NamespacedName> Leaving(string cluster) => _state.Clusters.TryGetValue(cluster, out var there)
        ? there.Occupancy.Jobs.Where(job => _waiting.Contains(job) && !Runs(job, cluster)).ToHashSet()
        : None;

    public void Start(WaitingJob job, string cluster)
    {
        if (!_running.TryGetValue(cluster, out var running))
            _running[cluster] = running = [];
        running.Add(new(job.Name, cluster, job.Claim) { Priority = job.Priority, Started = _state.Now, EndsBy = _state.Now + job.Limit, Landing = job.Pods });
    }

    public void Displace(RunningJob job)
    {
        _running[job.Cluster].Remove(job);
        _waiting.Add(job.Name);
    }

    /// <summary>How many pods of a Job find room in any case.</summary>
    public long Fits(WaitingJob job, string cluster, IReadOnlySet<NamespacedName>? gone = null) =>
        _state.Clusters.TryGetValue(cluster, out var there) ? there.Occupancy.Without(gone ?? None).FitsBeside(job.Claim, Landing(cluster, gone ?? None)) : 0;

    /// <summary>Whether all pods of a Job find room when some others have gone, and leave that of those who are on their way.</summary>
    public bool HasRoom(WaitingJob job, string cluster, IReadOnlySet<NamespacedName>? gone = null)
    {
        if (Fits(job, cluster, gone) < job.Pods)
            return false;
        var room = _state.Clusters[cluster].Occupancy.Without(gone ?? None);
        var landing = Landing(cluster, gone ?? None);
        return landing.Index().All(one =>
        {
            List<(ReplicaClaim Claim, long Replicas)> others = [.. landing.Where((_, i) => i != one.Index)];
            return room.FitsBeside(one.Item.Claim, [.. others, (job.Claim, job.Pods)]) >= one.Item.Replicas || room.FitsBeside(one.Item.Claim, others) < one.Item.Replicas;
        });
    }

    /// <summary>Whether <paramref name="first"/> still finds room, when some have gone and <paramref name="other"/> has come, wherever that is.</summary>
    public bool HasRoomBeside(WaitingJob first, WaitingJob other, string cluster, IReadOnlySet<NamespacedName> gone) =>
        _state.Clusters.TryGetValue(cluster, out var there)
        && there.Occupancy.Without(gone).FitsBeside(first.Claim, [.. Landing(cluster, gone), (other.Claim, other.Pods)]) >= first.Pods;

    /// <summary>The most of what a Job lacks that is free on one node where it may run.</summary>
    public long LargestBlock(WaitingJob job, string cluster, IReadOnlySet<NamespacedName>? gone = null) =>
        _state.Clusters.TryGetValue(cluster, out var there) ? there.Occupancy.Without(gone ?? None).LargestBlock(job.Claim, job.Scarce) : 0;

    /// <summary>Every Job that is in a cluster, also such as do not stand in the queue or are being deleted: each of them ends at last.</summary>
    public IReadOnlySet<NamespacedName> All(string cluster) =>
        _state.Clusters.TryGetValue(cluster, out var there) ? Running(cluster).Select(r => r.Name).Union(there.Occupancy.Jobs).ToHashSet() : None;

    private static readonly IReadOnlySet<NamespacedName> None = new HashSet<NamespacedName>();

    private bool Runs(NamespacedName job, string cluster) => Running(cluster).Any(r => r.Name == job);

    private List<(ReplicaClaim Claim, long Replicas)> Landing(string cluster, IReadOnlySet<NamespacedName> gone)
    {
        var there = _state.Clusters[cluster];
        return
        [
            .. there.Landing,
            .. there.Occupancy.Homeless.Where(pod => pod.Job is not { } job || !_waiting.Contains(job) && !Runs(job, cluster)).Select(pod => (pod.Claim, 1L)),
            .. Running(cluster).Where(r => r.Landing > 0 && !gone.Contains(r.Name)).Select(r => (r.Claim, r.Landing)),
        ];
    }
}
