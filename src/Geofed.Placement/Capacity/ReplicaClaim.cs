using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Matching;

namespace Geofed.Placement.Capacity;

/// <summary>What one replica takes of a node, and which nodes it may run on: a binding's replicaRequirements, ready to be counted with.</summary>
public sealed class ReplicaClaim
{
    private static readonly ConditionalWeakTable<JsonObject, ReplicaClaim> OfPods = [];
    private readonly IReadOnlyList<LabelSelector> _terms;
    private readonly IReadOnlyList<IReadOnlyList<LabelRequirement>> _fields;
    private readonly LabelSelector _selector;
    private readonly JsonObject[] _tolerations;

    private ReplicaClaim(JsonObject? requirements)
    {
        Text = requirements?.ToText() ?? "";
        var claim = requirements.Obj("nodeClaim");
        _selector = LabelSelector.FromMap(claim.StringMap("nodeSelector"));
        Accelerator = claim.Str("nodeSelector", "cloud.google.com/gke-accelerator");
        _tolerations = [.. claim.Objects("tolerations")];
        var terms = claim.Objects("hardNodeAffinity", "nodeSelectorTerms").ToList();
        _terms = [.. terms.Select(LabelSelector.From)];
        _fields = [.. terms.Select(t => t.Objects("matchFields").Select(LabelRequirement.From).ToList())];
        Requests = (requirements.Obj("resourceRequest") ?? [])
            .Select(r => (r.Key, Value: NodeRoom.Amount(r.Key, r.Value)))
            .Where(r => r.Value > 0)
            .ToDictionary(r => r.Key, r => r.Value);
    }

    /// <summary>The requirements as they are written: two claims with the same text are the same.</summary>
    internal string Text { get; }

    /// <summary>By resource: cpu in thousandths, all else in whole units.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; }

    /// <summary>GKE's name of the GPU type that its node selector asks for.</summary>
    public string? Accelerator { get; }

    public static ReplicaClaim From(JsonObject? requirements) => new(requirements);

    /// <summary>Those that are hardest to place first: by what not every node has, as GPUs, then by cpu and memory.</summary>
    public static IReadOnlyList<(ReplicaClaim Claim, long Replicas)> LargestFirst(IEnumerable<(ReplicaClaim Claim, long Replicas)> sets) => [.. sets.Order(Capacity.LargestFirst.Instance)];

    /// <summary>That of a pod that is there.</summary>
    public static ReplicaClaim Of(JsonObject pod) => new(ReplicaInterpretation.Requirements(pod.Obj("spec")));

    /// <summary>That of a pod's document that does not change any more, as documents of a cache do not; read once.</summary>
    internal static ReplicaClaim Known(JsonObject pod) => OfPods.GetValue(pod, Of);

    /// <summary>Whether it may run on a node at all: selectors, affinity, taints.</summary>
    public bool Accepts(NodeRoom node) => !node.IsClosed && Means(node) && FirstUntolerated(node) is null;

    /// <summary>Whether it is one of those that its node selector and affinity mean.</summary>
    internal bool Means(NodeRoom node) => _selector.Matches(node.Labels) && IsNear(node);

    /// <summary>The first taint that keeps it away from a node; null when none does.</summary>
    internal JsonObject? FirstUntolerated(NodeRoom node) => node.Taints.FirstOrDefault(taint => !IsTolerated(taint, node));

    /// <summary>GKE's admission lets a pod tolerate the taints that are named like what it asks for (plugin/pkg/admission/extendedresourcetoleration).</summary>
    private bool IsTolerated(JsonObject taint, NodeRoom node) =>
        _tolerations.Any(t => Tolerations.Tolerates(t, taint)) || node.IsGke && taint.Str("key") is { } key && key.Contains('/', StringComparison.Ordinal) && Requests.ContainsKey(key);

    /// <summary>Any one term of the required node affinity is enough.</summary>
    private bool IsNear(NodeRoom node)
    {
        if (_terms.Count == 0)
            return true;
        var name = new Dictionary<string, string> { ["metadata.name"] = node.Name };
        return _terms.Index().Any(term => term.Item.Matches(node.Labels) && _fields[term.Index].All(f => f.Matches(name)));
    }
}
