using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Capacity;

/// <summary>Who is where in a cluster: its nodes, and its pods, those of Jobs told apart, so that one can ask what would be free without some of them. Immutable.</summary>
public sealed class ClusterOccupancy
{
    private readonly IReadOnlyList<NodeRoom> _nodes;
    private readonly ILookup<NamespacedName, (string Node, ReplicaClaim Claim)> _placed;
    private readonly Lazy<ClusterRoom> _now;

    private ClusterOccupancy(IReadOnlyList<NodeRoom> nodes, ILookup<NamespacedName, (string, ReplicaClaim)> placed, IReadOnlyList<(NamespacedName?, ReplicaClaim)> homeless)
    {
        (_nodes, _placed, Homeless) = (nodes, placed, homeless);
        _now = new(() => Room(Jobs));
    }

    /// <summary>Pods that wait for a node, and the Job that each belongs to, if any.</summary>
    public IReadOnlyList<(NamespacedName? Job, ReplicaClaim Claim)> Homeless { get; }

    public static ClusterOccupancy Of(IEnumerable<JsonObject> nodes, IEnumerable<JsonObject> pods)
    {
        var rooms = nodes.Select(n => new NodeRoom(n)).ToDictionary(n => n.Name);
        var placed = new List<(NamespacedName Job, string Node, ReplicaClaim Claim)>();
        var homeless = new List<(NamespacedName?, ReplicaClaim)>();
        foreach (var pod in pods.Where(p => p.Str("status", "phase") is not ("Succeeded" or "Failed")))
        {
            var (job, claim) = (JobOf(pod), ReplicaClaim.Known(pod));
            if (pod.Str("spec", "nodeName") is not { Length: > 0 } node)
                homeless.Add((job, claim));
            else if (job is { } owner)
                placed.Add((owner, node, claim));
            else if (rooms.TryGetValue(node, out var room))
                room.Take(claim);
        }
        return new([.. rooms.Values], placed.ToLookup(p => p.Job, p => (p.Node, p.Claim)), homeless);
    }

    /// <summary>Jobs that have pods on nodes.</summary>
    public IEnumerable<NamespacedName> Jobs => _placed.Select(job => job.Key);

    /// <summary>How many pods of a Job are on a node.</summary>
    public long Placed(NamespacedName job) => _placed[job].Count();

    /// <summary>Whether any pod of a Job is there, with a node or without.</summary>
    public bool Has(NamespacedName job) => _placed.Contains(job) || Homeless.Any(pod => pod.Job == job);

    /// <summary>The room that is left when these Jobs have gone. Pods that wait for a node take none here.</summary>
    public ClusterRoom Without(IReadOnlySet<NamespacedName> gone) =>
        gone.Any(_placed.Contains) ? Room(Jobs.Where(job => !gone.Contains(job))) : _now.Value;

    private ClusterRoom Room(IEnumerable<NamespacedName> jobs)
    {
        var nodes = _nodes.Select(n => n.Copy()).ToDictionary(n => n.Name);
        foreach (var (name, claim) in jobs.SelectMany(job => _placed[job]))
        {
            if (nodes.TryGetValue(name, out var node))
                node.Take(claim);
        }
        return new([.. nodes.Values]);
    }

    /// <summary>Kubernetes labels the pods of a Job with its name (batch/v1, "batch.kubernetes.io/job-name").</summary>
    private static NamespacedName? JobOf(JsonObject pod) =>
        (pod.Label("batch.kubernetes.io/job-name") ?? pod.Label("job-name")) is { } name ? new(pod.Namespace(), name) : null;
}
