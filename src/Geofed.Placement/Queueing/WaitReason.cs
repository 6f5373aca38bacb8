using Geofed.Model;

namespace Geofed.Placement.Queueing;

/// <summary>Says why a Job waits, and what would have to change.</summary>
internal sealed class WaitReason(QueueRooms rooms, Reservations reservations)
{
    public string NoRoom(WaitingJob job, string kept) => $"It needs {job.Need}; {Free(job)}. {kept} is kept for it: it starts when enough of what runs there has ended.";

    public string MadeWay(WaitingJob job, string cluster) => $"It needs {job.Need}. In {cluster} jobs of lower priority make way for it: it starts when they have stopped.";

    public string Late(WaitingJob job) => $"It had to start by {KubeTime.Format(job.StartBy!.Value)}, and there was no room for it: it needs {job.Need}; {Free(job)}.";

    /// <summary>No cluster is kept for it: others are before it wherever it could run, or it could not run even if it were alone.</summary>
    public string Behind(WaitingJob job)
    {
        var ahead = Candidates(job).Where(c => reservations.Of(c) is not null && rooms.FitsAlone(job, c) >= job.Pods).ToList();
        if (ahead.Count > 0)
            return $"It needs {job.Need}; {Free(job)}. Ahead of it {string.Join(", ", ahead.Take(3).Select(c => $"{reservations.Of(c)!.Name} waits for {c}"))}{(ahead.Count > 3 ? ", and more" : "")}.";
        var (fits, cluster) = Best(job, empty: true);
        var most = fits > 0 ? $"there would be room for {fits} of {job.Pods} pods, in {cluster}" : Block(job, empty: true);
        return $"It needs {job.Need}, which no cluster has: even if no other job ran, {most}. Add nodes, or ask for less.";
    }

    private string Free(WaitingJob job)
    {
        var (fits, cluster) = Best(job, empty: false);
        return fits >= job.Pods ? $"there is room in {cluster}" : fits > 0 ? $"there is room for {fits} of {job.Pods} pods, in {cluster}" : Block(job, empty: false);
    }

    private (long Fits, string Cluster) Best(WaitingJob job, bool empty) => Candidates(job)
        .Select(c => (Fits: empty ? rooms.FitsAlone(job, c) : rooms.Fits(job, c), Cluster: c))
        .OrderByDescending(c => c.Fits).ThenBy(c => c.Cluster, StringComparer.Ordinal).FirstOrDefault();

    private string Block(WaitingJob job, bool empty)
    {
        var (block, cluster) = Candidates(job).Select(c => (Block: empty ? rooms.LargestBlockAlone(job, c) : rooms.LargestBlock(job, c), Cluster: c))
            .OrderByDescending(c => c.Block).ThenBy(c => c.Cluster, StringComparer.Ordinal).FirstOrDefault();
        return block > 0 ? $"the largest free block is {JobNeed.Amount(job.Scarce, block)}, in {cluster}" : "none of it is free";
    }

    private static IEnumerable<string> Candidates(WaitingJob job) => job.Candidates.SelectMany(tier => tier);
}
