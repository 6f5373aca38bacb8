using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Scheduling;

/// <summary>What the scheduler has to know of a pod, read once.</summary>
internal sealed record SchedulablePod
{
    public required NamespacedName Name { get; init; }
    public required string Uid { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public string Namespace => Name.Namespace ?? "";
    public ResourceAmounts Requests { get; init; } = ResourceAmounts.None;
    public ResourceAmounts ScoredRequests { get; init; } = ResourceAmounts.None;
    public IReadOnlyList<HostPort> HostPorts { get; init; } = [];
    public IReadOnlyList<Toleration> Tolerations { get; init; } = [];
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();
    public NodeTerms? RequiredNodes { get; init; }
    public IReadOnlyList<(long Weight, NodeTerm Term)> PreferredNodes { get; init; } = [];
    public IReadOnlyList<AffinityTerm> Near { get; init; } = [];
    public IReadOnlyList<AffinityTerm> Far { get; init; } = [];
    public IReadOnlyList<AffinityTerm> RatherNear { get; init; } = [];
    public IReadOnlyList<AffinityTerm> RatherFar { get; init; } = [];
    public IReadOnlyList<SpreadConstraint> Spread { get; init; } = [];

    /// <summary>The claims that its volumes are.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>The UID of its controller; "" without one.</summary>
    public string Controller { get; init; } = "";

    public long Priority { get; init; }

    /// <summary>False when it must not push others away (preemptionPolicy Never).</summary>
    public bool MayPreempt { get; init; } = true;

    public bool Deleting { get; init; }

    public static SchedulablePod From(JsonObject pod)
    {
        var spec = pod.Obj("spec");
        return new()
        {
            Name = pod.Key(),
            Uid = pod.Uid(),
            Labels = pod.StringMap("metadata", "labels"),
            Requests = PodRequests.Of(spec),
            ScoredRequests = PodRequests.ForScore(spec),
            HostPorts = HostPort.Of(pod),
            Tolerations = Toleration.Of(pod),
            NodeSelector = spec.StringMap("nodeSelector"),
            RequiredNodes = NodeTerms.From(spec.Obj("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")),
            PreferredNodes =
            [
                .. spec.Objects("affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
                    .Select(p => (p.Int("weight") ?? 0, NodeTerm.From(p.Obj("preference") ?? []))),
            ],
            Near = AffinityTerm.Required(pod, "podAffinity"),
            Far = AffinityTerm.Required(pod, "podAntiAffinity"),
            RatherNear = AffinityTerm.Preferred(pod, "podAffinity"),
            RatherFar = AffinityTerm.Preferred(pod, "podAntiAffinity"),
            Spread = SpreadConstraint.Of(pod),
            Claims = [.. pod.ClaimNames()],
            Controller = pod.Objects("metadata", "ownerReferences").FirstOrDefault(o => o.Bool("controller") == true).Str("uid") ?? "",
            Priority = spec.Int("priority") ?? 0,
            MayPreempt = spec.Str("preemptionPolicy") != "Never",
            Deleting = pod.IsDeleting(),
        };
    }
}
