namespace Geofed.Placement.Queueing;

/// <summary>Whom a Job displaces that may: as few as will do, of the lowest priority, those first that have run for the shortest time.</summary>
internal static class Preemption
{
    /// <summary>The cluster and the Jobs that make way there, none when enough of them are already leaving; null when no cluster has enough of lower priority.</summary>
    public static (string Cluster, IReadOnlyList<RunningJob> Victims)? Find(WaitingJob job, QueueRooms rooms, Reservations reservations)
    {
        if (!job.Preempts)
            return null;
        var possible = job.Candidates.SelectMany(tier => tier).Where(c => reservations.Of(c) is null)
            .Select(c => (Cluster: c, Victims: In(c, job, rooms))).Where(p => p.Victims is not null).ToList();
        return possible.Count == 0 ? null : possible
            .OrderBy(p => p.Victims!.Select(v => v.Priority).DefaultIfEmpty(long.MinValue).Max()).ThenBy(p => p.Victims!.Count).ThenBy(p => p.Cluster, StringComparer.Ordinal)
            .Select(p => (p.Cluster, p.Victims!)).First();
    }

    private static List<RunningJob>? In(string cluster, WaitingJob job, QueueRooms rooms)
    {
        var gone = rooms.Leaving(cluster).ToHashSet();
        var victims = new List<RunningJob>();
        foreach (var victim in rooms.Running(cluster).Where(r => r.Priority < job.Priority).OrderBy(r => r.Priority).ThenByDescending(r => r.Started))
        {
            if (rooms.HasRoom(job, cluster, gone))
                break;
            victims.Add(victim);
            gone.Add(victim.Name);
        }
        if (!rooms.HasRoom(job, cluster, gone))
            return null;
        // Who was taken first may not be needed beside a larger one that was taken later.
        foreach (var spared in Enumerable.Reverse(victims).ToList())
        {
            gone.Remove(spared.Name);
            if (rooms.HasRoom(job, cluster, gone))
                victims.Remove(spared);
            else
                gone.Add(spared.Name);
        }
        return victims;
    }
}
