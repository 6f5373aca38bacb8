using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>What is to be changed in a member's <c>Cluster</c>.</summary>
public sealed record MemberChange
{
    /// <summary>Those of value null are taken away.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new Dictionary<string, string?>();

    /// <summary>As kubectl writes them: "key=value:NoSchedule". One of the same key and effect is replaced.</summary>
    public IReadOnlyList<string> AddTaints { get; init; } = [];

    /// <summary>A key, or a key and an effect: "key:NoSchedule".</summary>
    public IReadOnlyList<string> RemoveTaints { get; init; } = [];

    public bool IsNothing => Labels.Count == 0 && AddTaints.Count == 0 && RemoveTaints.Count == 0;

    /// <summary>No new workloads; with <paramref name="drain"/>, those that are there go elsewhere.</summary>
    public static MemberChange Suspend(bool drain) => new()
    {
        AddTaints = drain ? [KarmadaMarks.TaintUnschedulable + ":NoSchedule", KarmadaMarks.TaintUnschedulable + ":NoExecute"] : [KarmadaMarks.TaintUnschedulable + ":NoSchedule"],
    };

    public static MemberChange Resume { get; } = new() { RemoveTaints = [KarmadaMarks.TaintUnschedulable] };

    /// <summary>A merge patch that does it; null when all is so already.</summary>
    /// <exception cref="FormatException">A taint cannot be understood.</exception>
    internal JsonObject? Patch(JsonObject cluster)
    {
        var patch = new JsonObject();
        var labels = Labels.Where(l => cluster.Label(l.Key) != l.Value).ToList();
        if (labels.Count > 0)
            patch.Ensure("metadata")["labels"] = new JsonObject(labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
        var before = cluster.Objects("spec", "taints").ToList();
        var added = AddTaints.Select(TaintText.Parse).ToList();
        var kept = before.Where(t => !IsRemoved(t));
        // One that is as it was keeps the time since which it counts.
        var taints = kept.Where(t => !added.Exists(a => IsSame(a, t) && (a.Str("value") ?? "") != (t.Str("value") ?? ""))).ToList();
        taints.AddRange(added.Where(a => !taints.Exists(t => IsSame(a, t))));
        if (!JsonNavigation.Same(new JsonArray([.. before.Select(t => t.Copy())]), new JsonArray([.. taints.Select(t => t.Copy())])))
        {
            patch.Ensure("metadata")["resourceVersion"] = cluster.ResourceVersion();
            patch.Ensure("spec")["taints"] = new JsonArray([.. taints.Select(t => t.Copy())]);
        }
        return patch.Count == 0 ? null : patch;
    }

    private bool IsRemoved(JsonObject taint) => RemoveTaints.Any(r => r == taint.Str("key") || r == $"{taint.Str("key")}:{taint.Str("effect")}");

    private static bool IsSame(JsonObject a, JsonObject b) => a.Str("key") == b.Str("key") && a.Str("effect") == b.Str("effect");
}
