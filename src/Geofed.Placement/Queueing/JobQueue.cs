namespace Geofed.Placement.Queueing;

/// <summary>
/// Decides which of the Jobs that wait start where: by priority, then by who came first. A Job that finds no room keeps a cluster for itself, and those behind
/// it may overtake it elsewhere, or there as long as they do not delay it. Pure: the same state gives the same plan.
/// </summary>
public static class JobQueue
{
    public static QueuePlan Plan(QueueState state)
    {
        var rooms = new QueueRooms(state);
        var reservations = new Reservations(state, rooms);
        var reasons = new WaitReason(rooms, reservations);
        var (verdicts, displaced, position) = (new List<QueueVerdict>(), new List<DisplacedJob>(), 0);
        foreach (var job in state.Waiting.Order(Comparer<WaitingJob>.Create(WaitingJob.Compare)))
        {
            if (job.StartBy <= state.Now)
                verdicts.Add(new(job) { IsLate = true, Reason = reasons.Late(job) });
            else if (job.Held is not null)
                verdicts.Add(new(job) { Position = ++position, Reason = job.Held });
            else if (Place(job, rooms, reservations) is { } cluster)
            {
                rooms.Start(job, cluster);
                verdicts.Add(new(job) { Cluster = cluster });
            }
            else
                verdicts.Add(Wait(job, ++position));
        }
        return new(verdicts, displaced);

        QueueVerdict Wait(WaitingJob job, int turn)
        {
            if (Preemption.Find(job, rooms, reservations) is not var (cluster, victims))
                return reservations.Choose(job) is { } kept
                    ? new(job) { Position = turn, Reserved = kept, Reason = reasons.NoRoom(job, kept) }
                    : new(job) { Position = turn, Reason = reasons.Behind(job) };
            reservations.Keep(cluster, job);
            foreach (var victim in victims)
            {
                rooms.Displace(victim);
                displaced.Add(new(victim, job));
            }
            return new(job) { Position = turn, Reserved = cluster, Reason = reasons.MadeWay(job, cluster) };
        }
    }

    /// <summary>In the first group of clusters that has room, the roomiest one, as the scheduler chooses.</summary>
    private static string? Place(WaitingJob job, QueueRooms rooms, Reservations reservations) => job.Candidates
        .Select(tier => tier
            .Where(c => rooms.HasRoom(job, c) && reservations.Allow(job, c))
            .OrderByDescending(c => rooms.Spare(job, c)).ThenBy(c => c, StringComparer.Ordinal).FirstOrDefault())
        .FirstOrDefault(c => c is not null);
}
