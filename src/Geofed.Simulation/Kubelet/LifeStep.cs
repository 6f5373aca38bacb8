using System.Text.Json.Nodes;

namespace Geofed.Simulation.Kubelet;

/// <summary>What a kubelet does next for a pod.</summary>
/// <param name="Status">The fields of the status that it writes; null for nothing.</param>
/// <param name="Again">When to look at the pod again even if nothing changes; null for never. A status that is written comes back as a change.</param>
/// <param name="Events">What it tells once the status is written.</param>
internal sealed record LifeStep(JsonObject? Status = null, TimeSpan? Again = null, params IReadOnlyList<PodEvent> Events)
{
    /// <summary>Whether the pod's end is confirmed: it may be deleted.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether it waits for a ConfigMap or a Secret.</summary>
    public bool IsBlocked { get; init; }
}

/// <summary>What a pod's next step depends on besides the pod.</summary>
/// <param name="Since">When its stage began.</param>
/// <param name="PodIP">The address that it has, or will have.</param>
/// <param name="Missing">What some of its containers lack to be started.</param>
internal sealed record PodSurroundings(DateTimeOffset Now, DateTimeOffset Since, string PodIP, string HostIP, Func<IEnumerable<JsonObject>, MissingReference?> Missing)
{
    public TimeSpan Elapsed => Now - Since;
}
