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

    /// <summary>On a policy: what was wanted of the place, from which its order of clusters was worked out.</summary>
    public const string Intent = "placement.geofed.io/intent";

    /// <summary>On a policy: the placement that a plan wrote, and the one that was wanted before.</summary>
    public const string Planned = "placement.geofed.io/planned";

    /// <summary>On a policy: the rollout of its workload that is under way.</summary>
    public const string Rollout = "rollout.geofed.io/plan";

    /// <summary>On a policy: what its workload was before the rollout.</summary>
    public const string RolloutBefore = "rollout.geofed.io/before";

    /// <summary>On the policy of a Job, and on its binding: the time by which it must have started; it fails when it has not.</summary>
    public const string StartBy = "queue.geofed.io/start-by";

    /// <summary>On the policy of a Job, and on its binding: "true" when Jobs of lower priority make way for it.</summary>
    public const string Preempt = "queue.geofed.io/preempt";

    /// <summary>On a Job: where it keeps its checkpoints. Its container knows the place from <see cref="CheckpointVariable"/>.</summary>
    public const string Checkpoint = "queue.geofed.io/checkpoint";

    /// <summary>The environment variable that tells a container where its checkpoints are.</summary>
    public const string CheckpointVariable = "GEOFED_CHECKPOINT";

    /// <summary>On the binding of a Job: since when it has stood in the queue. It keeps its turn when it is sent back.</summary>
    public const string QueuedSince = "queue.geofed.io/since";

    /// <summary>On the binding of a Job: its turn, from 1; absent while it does not wait.</summary>
    public const string QueuePosition = "queue.geofed.io/position";

    /// <summary>On the binding of a Job that waits: the cluster whose room is kept for it.</summary>
    public const string QueueReserved = "queue.geofed.io/reserved";

    /// <summary>On the binding of a Job: when it was last given a cluster. One that has it may have left a copy somewhere.</summary>
    public const string QueueStarted = "queue.geofed.io/started";

    /// <summary>
    /// On the policy of a Job, and on its binding: for how many seconds its cluster may be silent before it starts elsewhere. So long ahead of now the time is kept at which the cluster
    /// itself ends its copy.
    /// </summary>
    public const string Lease = "queue.geofed.io/lease-seconds";

    /// <summary>On the binding of a Job with a lease: after how many seconds of running its cluster ends its copy, unless that is put off.</summary>
    public const string LeaseGranted = "queue.geofed.io/lease-granted-seconds";

    /// <summary>On the binding of a Job with a lease: by cluster, when the copy there started by the cluster's clock, and when that was first seen by the federation's.</summary>
    public const string LeaseSeen = "queue.geofed.io/lease-seen";

    /// <summary>On a copy of a Job with a lease: after how many seconds its author lets it be ended, or nothing when its author says nothing of it.</summary>
    public const string Leased = "queue.geofed.io/leased";

    /// <summary>Key of a taint on a cluster of which a person knows that nothing runs there any more, as Kubernetes' node.kubernetes.io/out-of-service on a node.</summary>
    public const string OutOfService = "cluster.geofed.io/out-of-service";

    /// <summary>What a binding takes over from its policy.</summary>
    public static readonly IReadOnlyList<string> OfPolicies = [ReplicaBounds, StartBy, Preempt, Lease];
}
