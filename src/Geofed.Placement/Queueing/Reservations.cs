using Geofed.Placement.Jobs;

namespace Geofed.Placement.Queueing;

/// <summary>
/// Clusters that are kept for Jobs that wait for more room than there is: one for each Job at most, and each for one Job. Who comes later may use such a
/// cluster only as far as it does not delay the Job that it is kept for (EASY backfilling; Lifka, "The ANL/IBM SP scheduling system", 1995).
/// </summary>
internal sealed class Reservations(QueueState state, QueueRooms rooms)
{
    private readonly Dictionary<string, WaitingJob> _kept = [];

    /// <summary>The Job that a cluster is kept for; null when it is free for all.</summary>
    public WaitingJob? Of(string cluster) => _kept.GetValueOrDefault(cluster);

    public void Keep(string cluster, WaitingJob job) => _kept[cluster] = job;

    /// <summary>Keeps a cluster for a Job: the one that it had before, or that has room first. Null when no cluster that is left could ever take it.</summary>
    public string? Choose(WaitingJob job)
    {
        var possible = job.Candidates.SelectMany(tier => tier).Where(c => Of(c) is null && rooms.FitsAlone(job, c) >= job.Pods).ToList();
        if (possible.Count == 0)
            return null;
        var chosen = job.Reserved is { } before && possible.Contains(before)
            ? before
            : possible.OrderBy(c => RoomAt(job, c) ?? DateTimeOffset.MaxValue).ThenByDescending(c => rooms.Spare(job, c)).ThenBy(c => c, StringComparer.Ordinal).First();
        Keep(chosen, job);
        return chosen;
    }

    /// <summary>Whether a Job may start in a cluster beside the one that it is kept for.</summary>
    public bool Allow(WaitingJob job, string cluster)
    {
        if (Of(cluster) is not { } first)
            return true;
        if (state.Now - first.Since >= state.Patience)
            return false;
        var roomAt = RoomAt(first, cluster);
        return state.Now + job.Limit <= roomAt || rooms.HasRoomBeside(first, job, cluster, Gone(first, cluster, roomAt));
    }

    /// <summary>When a cluster has room for a Job at the latest, by what is known of those that run there; null when that is too little.</summary>
    private DateTimeOffset? RoomAt(WaitingJob job, string cluster) => rooms.Memory.Of(cluster).RoomAt.Get(job.Shape, () => FindRoomAt(job, cluster));

    private DateTimeOffset? FindRoomAt(WaitingJob job, string cluster)
    {
        var gone = rooms.Leaving(cluster).ToHashSet();
        if (rooms.Fits(job, cluster, gone) >= job.Pods)
            return state.Now;
        foreach (var running in rooms.Running(cluster).Where(r => r.EndsBy is not null).OrderBy(r => r.EndsBy))
        {
            gone.Add(running.Name);
            if (rooms.Fits(job, cluster, gone) >= job.Pods)
                return running.EndsBy;
        }
        return null;
    }

    /// <summary>
    /// Who will have gone when the Job starts. Where nobody knows when anything ends: those who were there before it came. Whoever has overtaken it since is
    /// taken to stay, so that not one after the other does.
    /// </summary>
    private HashSet<JobName> Gone(WaitingJob job, string cluster, DateTimeOffset? roomAt) =>
        [.. rooms.Leaving(cluster), .. rooms.Running(cluster).Where(r => roomAt is { } time ? r.EndsBy <= time : r.Started < job.Since).Select(r => r.Name)];
}
