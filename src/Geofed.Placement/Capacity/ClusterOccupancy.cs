using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Capacity;

/// <summary>Who is where in a cluster: its nodes, and its pods, those of Jobs told apart, so that one can ask what would be free without some of them. Immutable.</summary>
public sealed class ClusterOccupancy
{
    private readonly IReadOnlyList<NodeRoom> _nodes;
    private readonly ILookup<JobName, (string Node, ReplicaClaim Claim)> _placed;
    private readonly ILookup<JobName, ReplicaClaim> _done;
    private readonly Lazy<ClusterRoom> _now;
    private readonly Lazy<ClusterRoom> _empty;

    private ClusterOccupancy(
        IReadOnlyList<NodeRoom> nodes, ILookup<JobName, (string, ReplicaClaim)> placed, ILookup<JobName, ReplicaClaim> done, IReadOnlyList<(JobName?, ReplicaClaim)> homeless)
    {
        (_nodes, _placed, _done, Homeless) = (nodes, placed, done, homeless);
        (_now, _empty) = (new(() => Room(Jobs)), new(() => Room([])));
    }

    /// <summary>Pods that wait for a node, and the Job that each belongs to, if any.</summary>
    public IReadOnlyList<(JobName? Job, ReplicaClaim Claim)> Homeless { get; }

    public static ClusterOccupancy Of(IEnumerable<JsonObject> nodes, IEnumerable<JsonObject> pods)
    {
        var rooms = nodes.Select(n => new NodeRoom(n)).ToDictionary(n => n.Name);
        var placed = new List<(JobName Job, string Node, ReplicaClaim Claim)>();
        var homeless = new List<(JobName?, ReplicaClaim)>();
        var done = new List<(JobName Job, ReplicaClaim Claim)>();
        foreach (var pod in pods.Where(p => p.Str("status", "phase") is not "Failed"))
        {
            if (pod.Str("status", "phase") == "Succeeded")
            {
                if (PodOwner.Of(pod) is { } ended)
                    done.Add((ended, ReplicaClaim.Known(pod)));
                continue;
            }
            var (job, claim) = (PodOwner.Of(pod), ReplicaClaim.Known(pod));
            if (pod.Str("spec", "nodeName") is not { Length: > 0 } node)
                homeless.Add((job, claim));
            else if (job is { } owner)
                placed.Add((owner, node, claim));
            else if (rooms.TryGetValue(node, out var room))
                room.Take(claim);
        }
        return new([.. rooms.Values], placed.ToLookup(p => p.Job, p => (p.Node, p.Claim)), done.ToLookup(p => p.Job, p => p.Claim), homeless);
    }

    /// <summary>Jobs that have pods on nodes.</summary>
    public IEnumerable<JobName> Jobs => _placed.Select(job => job.Key);

    /// <summary>How many pods of a Job are on a node.</summary>
    public long Placed(JobName job) => _placed[job].Count();

    /// <summary>Of the pods that a job is to have at the same time, those that are on no node yet and have not done their work.</summary>
    public IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Missing(JobName job, IReadOnlyList<(ReplicaClaim Claim, long Replicas)> sets) =>
        LandingPods.Missing(sets, [.. _placed[job].Select(pod => pod.Claim), .. _done[job]]);

    /// <summary>Whether any pod of a Job is there, with a node or without.</summary>
    public bool Has(JobName job) => _placed.Contains(job) || Homeless.Any(pod => pod.Job == job);

    /// <summary>The room that is left when these Jobs have gone. Pods that wait for a node take none here.</summary>
    public ClusterRoom Without(IReadOnlySet<JobName> gone)
    {
        var leave = gone.Count == 0 ? 0 : Jobs.Count(gone.Contains);
        return leave == 0 ? _now.Value : leave == _placed.Count ? _empty.Value : Room(Jobs.Where(job => !gone.Contains(job)));
    }

    private ClusterRoom Room(IEnumerable<JobName> jobs)
    {
        var nodes = _nodes.Select(n => n.Copy()).ToDictionary(n => n.Name);
        foreach (var (name, claim) in jobs.SelectMany(job => _placed[job]))
        {
            if (nodes.TryGetValue(name, out var node))
                node.Take(claim);
        }
        return new([.. nodes.Values]);
    }
}
