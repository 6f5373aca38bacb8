using Geofed.Placement.Queueing;
using static Geofed.Placement.Tests.Queueing.QueueSamples;

namespace Geofed.Placement.Tests.Queueing;

/// <summary>Plays clusters under a queue, second by second. On which nodes pods land, and after how long, is left to chance, as it is to the clusters' own schedulers.</summary>
internal sealed class PlayedQueue(int[][] clusters, int seed)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    public const int LongestRun = 15;
    public const int LongestLanding = 2;

    private readonly Random _random = new(seed);
    private readonly List<WaitingJob> _waiting = [];
    private readonly List<Run> _running = [];
    private int _seconds;

    private sealed record Run(WaitingJob Job, string Cluster, int Gpus, int Duration, int Started)
    {
        public List<int> Nodes { get; } = [];
        public int? Until { get; set; }
    }

    public IReadOnlyList<WaitingJob> Waiting => _waiting;
    private DateTimeOffset Now => Start + TimeSpan.FromSeconds(_seconds);

    /// <summary>GPUs per pod and for how long, by the job's name.</summary>
    private readonly Dictionary<string, (int Gpus, int Duration)> _facts = [];

    public void Arrive(string name, int gpus, int pods, long priority, int duration, bool limited)
    {
        _facts[name] = (gpus, duration);
        _waiting.Add(Job(name, gpus, pods, [.. clusters.Select((_, i) => $"c{i}")]) with
        {
            Priority = priority,
            Since = Now + TimeSpan.FromTicks(_facts.Count),
            Limit = limited ? TimeSpan.FromSeconds(duration + LongestLanding) : null,
        });
    }

    /// <summary>Whether a job could run if it were alone.</summary>
    public bool IsPossible(int gpus, int pods) => clusters.Any(nodes => nodes.Sum(n => n / gpus) >= pods);

    /// <summary>Lets a second pass; returns what was decided in it, and from what.</summary>
    public (QueueState State, QueuePlan Plan) Step()
    {
        _seconds++;
        _running.RemoveAll(run => run.Until <= _seconds);
        foreach (var run in _running.OrderBy(_ => _random.Next()).ToList())
            Land(run);
        var state = State();
        var plan = JobQueue.Plan(state);
        foreach (var verdict in plan.Verdicts)
        {
            if (verdict.Cluster is { } cluster)
            {
                var (gpus, duration) = _facts[verdict.Job.Name.Name];
                _waiting.RemoveAll(j => j.Name == verdict.Job.Name);
                _running.Add(new(verdict.Job, cluster, gpus, duration, _seconds));
            }
            else
                _waiting[_waiting.FindIndex(j => j.Name == verdict.Job.Name)] = verdict.Job with { Reserved = verdict.Reserved };
        }
        return (state, plan);
    }

    /// <summary>Some of its pods, or, after a while, all of them, find a node: any on which they fit.</summary>
    private void Land(Run run)
    {
        var nodes = clusters[int.Parse(run.Cluster[1..], System.Globalization.CultureInfo.InvariantCulture)];
        while (run.Nodes.Count < run.Job.Pods && (_seconds - run.Started >= LongestLanding || _random.Next(2) == 0))
        {
            var free = nodes.Select((gpus, i) => gpus - _running.Where(r => r.Cluster == run.Cluster).Sum(r => r.Nodes.Count(n => n == i) * r.Gpus)).ToList();
            var fitting = Enumerable.Range(0, nodes.Length).Where(i => free[i] >= run.Gpus).ToList();
            Assert.True(fitting.Count > 0, $"{run.Job.Name} was started in {run.Cluster} on GPUs that are somebody else's: free are {string.Join(", ", free)}, and it needs {run.Gpus}");
            run.Nodes.Add(fitting[_random.Next(fitting.Count)]);
        }
        if (run.Nodes.Count == run.Job.Pods)
            run.Until ??= _seconds + run.Duration;
    }

    private QueueState State() => new(
        [.. _waiting],
        [.. _running.Select(r => new RunningJob(r.Job.Name, r.Cluster)
        {
            Priority = r.Job.Priority,
            Started = Start + TimeSpan.FromSeconds(r.Started),
            EndsBy = r.Job.Limit is { } limit ? Start + TimeSpan.FromSeconds(r.Started) + limit : null,
            Landing = r.Nodes.Count < r.Job.Pods ? [(r.Job.Sets[0].Claim, r.Job.Pods - r.Nodes.Count)] : [],
        })],
        clusters.Select((nodes, i) => ($"c{i}", Cluster(nodes, [.. _running.Where(r => r.Cluster == $"c{i}").SelectMany(r => r.Nodes.Select(n => (r.Job.Name.Name, n, r.Gpus)))])))
            .ToDictionary(c => c.Item1, c => c.Item2),
        Now)
    {
        Patience = Patience,
    };
}
