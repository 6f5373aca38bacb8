using CsCheck;
using Geofed.Placement.Queueing;

namespace Geofed.Placement.Tests.Queueing;

public class JobQueuePropertyTests
{
    private const int Seconds = 120;
    private static readonly Gen<int[]> AnyCluster = Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(4), Gen.Const(8)).Array[1, 4];
    private static readonly Gen<(int Gpus, int Pods, int Priority, int Duration, bool Limited, int Gap)> AnyJob =
        Gen.Select(Gen.Frequency((3, Gen.Const(1)), (1, Gen.Const(2)), (1, Gen.Const(4)), (1, Gen.Const(8))), Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, PlayedQueue.LongestRun], Gen.Bool, Gen.Int[0, 3]);

    /// <summary>That no two are on the same GPUs is asserted where pods land.</summary>
    [Fact]
    public void NoTwoJobsAreGivenTheSameGpusAndNobodyStarves() => Gen.Select(AnyCluster.Array[1, 3], AnyJob.Array[1, 60], Gen.Int).Sample((clusters, jobs, seed) =>
    {
        var queue = new PlayedQueue(clusters, seed);
        var (next, due, since) = (0, 0, 0);
        var first = "";
        for (var second = 0; second < Seconds; second++)
        {
            while (next < jobs.Length && due <= second)
            {
                var (gpus, pods, priority, duration, limited, gap) = jobs[next];
                if (queue.IsPossible(gpus, pods))
                    queue.Arrive($"job{next}", gpus, pods, priority, duration, limited);
                due += gap;
                next++;
            }
            var (_, plan) = queue.Step();
            var now = plan.Verdicts.FirstOrDefault(v => v.Position == 1)?.Job.Name.Name ?? "";
            // One of higher priority that comes later goes first, and may do so again and again.
            if (now != first || plan.Verdicts is [{ Cluster: not null }, ..])
                (first, since) = (now, second);
            // Whoever is first has a cluster that empties for it at last.
            var longest = PlayedQueue.Patience.TotalSeconds + PlayedQueue.LongestRun + 2 * PlayedQueue.LongestLanding;
            Assert.True(first.Length == 0 || second - since <= longest, $"{first} has been the first for {second - since} s");
        }
    }, iter: 30);

    [Fact]
    public void WhoIsBehindNeverChangesWhatBecomesOfWhoIsAhead() => Gen.Select(AnyCluster.Array[1, 3], AnyJob.Array[1, 25], Gen.Int).Sample((clusters, jobs, seed) =>
    {
        var queue = new PlayedQueue(clusters, seed);
        foreach (var (i, job) in jobs.Index())
        {
            queue.Arrive($"job{i}", job.Gpus, job.Pods, job.Priority, job.Duration, job.Limited);
            var (state, plan) = queue.Step();
            for (var ahead = 1; ahead <= plan.Verdicts.Count; ahead++)
            {
                var alone = JobQueue.Plan(state with { Waiting = [.. plan.Verdicts.Take(ahead).Select(v => v.Job)] });
                Assert.Equal(plan.Verdicts[ahead - 1].Cluster, alone.Verdicts[ahead - 1].Cluster);
            }
            Assert.Equal(plan.Verdicts.OrderByDescending(v => v.Job.Priority).ThenBy(v => v.Job.Since).Select(v => v.Job.Name), plan.Verdicts.Select(v => v.Job.Name));
            var kept = plan.Verdicts.Select(v => v.Reserved).OfType<string>().ToList();
            Assert.Equal(kept.Distinct(), kept);
        }
    }, iter: 40);
}
