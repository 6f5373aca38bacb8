namespace Geofed.Model.Karmada;

/// <summary>Annotations of Geofed's own on Karmada's objects. A real Karmada carries them and does not act on them.</summary>
public static class GeofedMarks
{
    /// <summary>On a binding: the members that it was driven from and has not been scheduled anew since, separated by commas.</summary>
    public const string EvictedFrom = "failover.geofed.io/evicted-from";

    /// <summary>On a policy, and on its bindings: the fewest and the most replicas of each cluster.</summary>
    public const string ReplicaBounds = "placement.geofed.io/replica-bounds";

    /// <summary>On a binding: the bounds by which it has its clusters.</summary>
    public const string AppliedReplicaBounds = "placement.geofed.io/applied-replica-bounds";

    /// <summary>On a policy: the placement that a plan wrote, and the one that was wanted before.</summary>
    public const string Planned = "placement.geofed.io/planned";

    /// <summary>On a policy: the rollout of its workload that is under way.</summary>
    public const string Rollout = "rollout.geofed.io/plan";

    /// <summary>On a policy: what its workload was before the rollout.</summary>
    public const string RolloutBefore = "rollout.geofed.io/before";
}
