using Geofed.Placement.Capacity;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Queueing;

/// <summary>
/// The room for Jobs while a plan is made: what is there, what is on its way, and what the plan has started so far. On which nodes pods will be is the
/// clusters' own business: so whatever is on its way is taken to land where it is most in the way.
/// </summary>
internal sealed class QueueRooms
{
    /// <summary>What has been found out about clusters in which nothing has changed since.</summary>
    public QueueMemory Memory { get; } = new();

    private readonly QueueState _state;
    private readonly HashSet<JobName> _waiting;
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
    public IReadOnlySet<JobName> Leaving(string cluster) => _state.Clusters.TryGetValue(cluster, out var there)
        ? there.Occupancy.Jobs.Where(job => _waiting.Contains(job) && !Runs(job, cluster)).ToHashSet()
        : None;

    public void Start(WaitingJob job, string cluster)
    {
        if (!_running.TryGetValue(cluster, out var running))
            _running[cluster] = running = [];
        Memory.Forget(cluster);
        running.Add(new(job.Name, cluster) { Priority = job.Priority, Started = _state.Now, EndsBy = _state.Now + job.Limit, Landing = job.Sets });
    }

    public void Displace(RunningJob job)
    {
        _running[job.Cluster].Remove(job);
        _waiting.Add(job.Name);
        Memory.ForgetAll();
    }

    /// <summary>How many pods of a Job find room in any case. Of one whose pods are alike it may be more than it has.</summary>
    public long Fits(WaitingJob job, string cluster) => Memory.Of(cluster).Now.Get(job.Shape, () => Fits(job, cluster, None));

    /// <summary>The same when some others have gone.</summary>
    public long Fits(WaitingJob job, string cluster, IReadOnlySet<JobName> gone) =>
        _state.Clusters.TryGetValue(cluster, out var there) ? Fits(there.Occupancy.Without(gone), job.Sets, Landing(cluster, gone)) : 0;

    /// <summary>The same when every job that is there has gone.</summary>
    public long FitsAlone(WaitingJob job, string cluster) => Memory.Of(cluster).Alone.Get(job.Shape, () => Fits(job, cluster, All(cluster)));

    /// <summary>How many pods as the largest of a Job find room in any case.</summary>
    public long Spare(WaitingJob job, string cluster) => Memory.Of(cluster).Spare.Get(job.Shape, () =>
        _state.Clusters.TryGetValue(cluster, out var there) ? there.Occupancy.Without(None).FitsBeside(job.Sets[0].Claim, Landing(cluster, None)) : 0);

    /// <summary>Whether all pods of a Job find room when some others have gone, and leave that of those who are on their way.</summary>
    public bool HasRoom(WaitingJob job, string cluster, IReadOnlySet<JobName>? gone = null)
    {
        if ((gone is null ? Fits(job, cluster) : Fits(job, cluster, gone)) < job.Pods)
            return false;
        var room = _state.Clusters[cluster].Occupancy.Without(gone ?? None);
        var landing = Landing(cluster, gone ?? None);
        return landing.Index().All(one =>
        {
            List<(ReplicaClaim Claim, long Replicas)> others = [.. landing.Where((_, i) => i != one.Index)];
            return room.FitsBeside(one.Item.Claim, [.. others, .. job.Sets]) >= one.Item.Replicas || room.FitsBeside(one.Item.Claim, others) < one.Item.Replicas;
        });
    }

    /// <summary>Whether <paramref name="first"/> still finds room, when some have gone and <paramref name="other"/> has come, wherever that is.</summary>
    public bool HasRoomBeside(WaitingJob first, WaitingJob other, string cluster, IReadOnlySet<JobName> gone) =>
        _state.Clusters.TryGetValue(cluster, out var there)
        && Fits(there.Occupancy.Without(gone), first.Sets, [.. Landing(cluster, gone), .. other.Sets]) >= first.Pods;

    /// <summary>The most of what a Job lacks that is free on one node where it may run.</summary>
    public long LargestBlock(WaitingJob job, string cluster) => Memory.Of(cluster).Block.Get(job.Shape, () => LargestBlock(job, cluster, None));

    /// <summary>The same when every job that is there has gone.</summary>
    public long LargestBlockAlone(WaitingJob job, string cluster) => Memory.Of(cluster).BlockAlone.Get(job.Shape, () => LargestBlock(job, cluster, All(cluster)));

    private long LargestBlock(WaitingJob job, string cluster, IReadOnlySet<JobName> gone) =>
        _state.Clusters.TryGetValue(cluster, out var there) ? there.Occupancy.Without(gone).LargestBlock(job.Sets[0].Claim, job.Scarce) : 0;

    /// <summary>Every Job that is in a cluster, also such as do not stand in the queue or are being deleted: each of them ends at last.</summary>
    public IReadOnlySet<JobName> All(string cluster) =>
        _state.Clusters.TryGetValue(cluster, out var there) ? Running(cluster).Select(r => r.Name).Union(there.Occupancy.Jobs).ToHashSet() : None;

    private static readonly IReadOnlySet<JobName> None = new HashSet<JobName>();

    /// <summary>
    /// Pods of several sizes are placed one size after the other. While others are on their way that may land where they are to go, each is taken to find
    /// all the rest where it is most in the way.
    /// </summary>
    private static long Fits(ClusterRoom room, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> sets, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> landing)
    {
        if (sets is [var only])
            return room.FitsBeside(only.Claim, landing);
        return sets.All(set => room.FitsBeside(set.Claim, landing) == room.Fits(set.Claim))
            ? room.FitsTogether(sets)
            : sets.Index().Sum(set => Math.Min(set.Item.Replicas, room.FitsBeside(set.Item.Claim, [.. landing, .. sets.Where((_, i) => i != set.Index)])));
    }

    private bool Runs(JobName job, string cluster) => Running(cluster).Any(r => r.Name == job);

    private List<(ReplicaClaim Claim, long Replicas)> Landing(string cluster, IReadOnlySet<JobName> gone)
    {
        var there = _state.Clusters[cluster];
        return
        [
            .. there.Landing,
            .. there.Occupancy.Homeless.Where(pod => pod.Job is not { } job || !_waiting.Contains(job) && !Runs(job, cluster)).Select(pod => (pod.Claim, 1L)),
            .. Running(cluster).Where(r => !gone.Contains(r.Name)).SelectMany(r => r.Landing),
        ];
    }
}
