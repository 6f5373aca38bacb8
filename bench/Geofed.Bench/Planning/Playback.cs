using Geofed.Placement.Planning;

namespace Geofed.Bench.Planning;

/// <summary>Plays a trace, event by event, with somebody who decides what runs where. On which nodes is decided by each cluster's own scheduler, the same for everybody.</summary>
internal sealed class Playback
{
    private readonly Trace _trace;
    private readonly Placer _placer;
    private readonly PriorityQueue<Action, (TimeSpan, int)> _events = new();
    private readonly Dictionary<int, IReadOnlyList<NodeHold>>[] _serving;
    private readonly double _gpus;
    private double _gpuHours, _waitHours, _movedGB, _userMs, _userHours;
    private long _used;
    private TimeSpan _now;
    private int _sequence;

    private Playback(Trace trace, Placer placer)
    {
        (_trace, _placer) = (trace, placer);
        Problem = new(trace.Clusters, []) { Kilometres = Trace.Kilometres, RoundTripMs = Trace.RoundTripMs };
        Free = [.. trace.Clusters.Select(c => new FreeNodes(c))];
        Services = [.. trace.Services];
        _serving = [.. trace.Services.Select(_ => new Dictionary<int, IReadOnlyList<NodeHold>>())];
        _gpus = trace.Clusters.Sum(c => c.Nodes.Sum(n => n.Free[0]));
    }

    /// <summary>Clusters and distances.</summary>
    public PlanningProblem Problem { get; }

    public IReadOnlyList<FreeNodes> Free { get; }

    /// <summary>Jobs that wait, in the order in which they came.</summary>
    public List<TraceJob> Waiting { get; } = [];

    /// <summary>As their users are now.</summary>
    public PlanningService[] Services { get; }

    /// <summary>Nodes of a running job, and until when it is thought to run.</summary>
    public Dictionary<PlanningJob, (int Cluster, IReadOnlyList<NodeHold> Holds, TimeSpan Until)> Running { get; } = [];

    public TimeSpan Now => _now;

    /// <summary>GPUs in use of all, in hundredths; the mean wait in hours; terabytes from other regions; the users' mean round trip in milliseconds.</summary>
    public static (double Utilisation, double WaitHours, double MovedTB, double UserMs) Of(Trace trace, Placer placer)
    {
        var playback = new Playback(trace, placer);
        foreach (var job in trace.Jobs)
            playback.At(job.At, () => playback.Waiting.Add(job));
        for (var s = 0; s < trace.Services.Count; s++)
            placer.Serve(playback, s);
        for (var shift = 1; shift * Trace.Shift < Trace.Length; shift++)
        {
            var now = shift;
            playback.At(shift * Trace.Shift, () => playback.Move(now));
        }
        playback.Run();
        return (100 * playback._gpuHours / (playback._gpus * Trace.Length.TotalHours), playback._waitHours / trace.Jobs.Count, playback._movedGB / 1000, playback._userMs / playback._userHours);
    }

    /// <summary>Starts a job that waits; false when it does not fit.</summary>
    public bool Start(TraceJob job, int cluster)
    {
        if (Free[cluster].Take(job.Job.Claim, job.Job.Pods) is not { } holds)
            return false;
        Waiting.Remove(job);
        Running[job.Job] = (cluster, holds, _now + job.Job.Duration!.Value);
        _used += job.Job.Pods * job.Job.Claim.Gpus;
        _waitHours += (_now - job.At).TotalHours;
        _movedGB += job.Job.DataRegions.Count == 0 || job.Job.DataRegions.Contains(_trace.Clusters[cluster].Region) ? 0 : job.Job.DataGB;
        At(_now + job.Runs, () =>
        {
            Running.Remove(job.Job);
            Free[cluster].Release(job.Job.Claim, holds);
            _used -= job.Job.Pods * job.Job.Claim.Gpus;
        });
        return true;
    }

    public IReadOnlyDictionary<int, IReadOnlyList<NodeHold>> Serving(int service) => _serving[service];

    /// <summary>Divides a service; what does not fit where it should is left out.</summary>
    public void Serve(int service, IReadOnlyList<int> replicas)
    {
        var (claim, serving) = (Services[service].Claim, _serving[service]);
        for (var c = 0; c < replicas.Count; c++)
        {
            var held = serving.GetValueOrDefault(c) ?? [];
            if (held.Sum(h => h.Pods) == replicas[c])
                continue;
            Free[c].Release(claim, held);
            _used -= held.Sum(h => h.Pods) * claim.Gpus;
            serving.Remove(c);
            for (var pods = replicas[c]; pods > 0; pods--)
            {
                if (Free[c].Take(claim, pods) is not { } holds)
                    continue;
                serving[c] = holds;
                _used += pods * claim.Gpus;
                break;
            }
        }
    }

    private void At(TimeSpan at, Action happens) => _events.Enqueue(happens, (at, _sequence++));

    private void Run()
    {
        while (_events.TryDequeue(out var happens, out var key))
        {
            Pass(key.Item1);
            happens();
            _placer.Place(this);
        }
        // What found no room even when all else had ended: until then.
        _waitHours += Waiting.Sum(job => (_now - job.At).TotalHours);
    }

    /// <summary>Users are counted, and GPUs, for as long as jobs come.</summary>
    private void Pass(TimeSpan next)
    {
        var hours = (Min(next, Trace.Length) - Min(_now, Trace.Length)).TotalHours;
        _now = next;
        if (hours <= 0)
            return;
        _gpuHours += _used * hours;
        for (var s = 0; s < Services.Length; s++)
        {
            var replicas = Replicas(s);
            _userMs += UserRouting.MeanMs(Problem, Services[s], replicas) * replicas.Sum() * hours;
            _userHours += replicas.Sum() * hours;
        }
    }

    private int[] Replicas(int service) => [.. _trace.Clusters.Select((_, c) => _serving[service].TryGetValue(c, out var holds) ? holds.Sum(h => h.Pods) : 0)];

    private void Move(int shift)
    {
        for (var s = 0; s < Services.Length; s++)
            Services[s] = Services[s] with { Users = Trace.Users(_trace.Services[s], shift) };
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
