using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>What keeps pods from a node unless they tolerate it.</summary>
internal sealed record Taint(string Key, string Value, string Effect)
{
    public static IReadOnlyList<Taint> Of(JsonObject node) =>
        [.. node.Objects("spec", "taints").Select(taint => new Taint(taint.Str("key") ?? "", taint.Str("value") ?? "", taint.Str("effect") ?? ""))];

    /// <summary>Whether pods that do not tolerate it may not come here.</summary>
    public bool Repels => Effect is "NoSchedule" or "NoExecute";
}

/// <summary>A pod's leave to be on nodes with certain taints (component-helpers scheduling/corev1 ToleratesTaint).</summary>
/// <param name="Seconds">How long after a NoExecute taint came; null for ever.</param>
internal sealed record Toleration(string Key, bool Exists, string Value, string Effect, long? Seconds)
{
    public static IReadOnlyList<Toleration> Of(JsonObject pod) =>
    [
        .. pod.Objects("spec", "tolerations").Select(t => new Toleration(t.Str("key") ?? "", t.Str("operator") == "Exists", t.Str("value") ?? "", t.Str("effect") ?? "", t.Int("tolerationSeconds"))),
    ];

    public bool Tolerates(Taint taint) =>
        (Effect.Length == 0 || Effect == taint.Effect) && (Key.Length == 0 || Key == taint.Key) && (Exists || Value == taint.Value);
}
