using Geofed.Placement.Planning;

namespace Geofed.Bench.Planning;

/// <summary>Geofed: each job where it costs least of where it fits, and every half hour a joint plan of all services and of what waits; running jobs stay.</summary>
internal sealed class Planned : Placer
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);
    private const int MostWaiting = 20;
    private TimeSpan _planned;

    public override void Place(Playback playback)
    {
        if (playback.Now - _planned >= Every)
        {
            _planned = playback.Now;
            Carry(playback, PlacementPlanner.Plan(Problem(playback, playback.Waiting.Take(MostWaiting).Select(j => j.Job), 400)));
        }
        base.Place(playback);
    }

    protected override int? Choose(Playback playback, TraceJob job) => JobChoice.Of(playback.Problem, job.Job, playback.Free);

    public override void Serve(Playback playback, int service) => Carry(playback, PlacementPlanner.Plan(Problem(playback, [], 400) with { Workloads = [.. Services(playback).Take(service + 1)] }));

    private static void Carry(Playback playback, PlacementPlan plan)
    {
        var clusters = playback.Problem.Clusters;
        var moved = plan.Moves.Select(m => m.Workload).ToHashSet();
        // Away first, so that there is room for what comes.
        foreach (var leave in new[] { true, false })
        {
            for (var s = 0; s < playback.Services.Length; s++)
            {
                if (moved.Contains(playback.Services[s].Name))
                    playback.Serve(s, [.. clusters.Select((c, i) => (Planned: plan.Placement[playback.Services[s].Name].GetValueOrDefault(c.Name), Held: playback.Serving(s).GetValueOrDefault(i)?.Sum(h => h.Pods) ?? 0))
                        .Select(r => leave ? Math.Min(r.Planned, r.Held) : r.Planned)]);
            }
        }
        foreach (var job in playback.Waiting.Where(j => moved.Contains(j.Job.Name)).ToList())
            playback.Start(job, clusters.Index().First(c => plan.Placement[job.Job.Name].ContainsKey(c.Item.Name)).Index);
    }

    private static PlanningProblem Problem(Playback playback, IEnumerable<PlanningJob> waiting, int budget) =>
        playback.Problem with { Workloads = [.. Services(playback), .. Running(playback), .. waiting], Budget = budget };

    private static IEnumerable<PlanningWorkload> Services(Playback playback) =>
        playback.Services.Select((service, s) => service with { Holds = playback.Serving(s).ToDictionary(h => playback.Problem.Clusters[h.Key].Name, h => h.Value) });

    private static IEnumerable<PlanningWorkload> Running(Playback playback) => playback.Running.Select(r => r.Key with
    {
        Movable = false,
        Duration = TimeSpan.FromMinutes(Math.Max(5, (r.Value.Until - playback.Now).TotalMinutes)),
        Holds = new Dictionary<string, IReadOnlyList<NodeHold>> { [playback.Problem.Clusters[r.Value.Cluster].Name] = r.Value.Holds },
    });
}
