namespace Geofed.Simulation.Workloads;

/// <summary>Annotations and labels that Deployments and their ReplicaSets carry.</summary>
internal static class DeploymentMarks
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";
    public const string TemplateHash = "pod-template-hash";

    /// <summary>Those that belong to one object and are not copied from a Deployment to its ReplicaSet.</summary>
    public static readonly string[] Own =
    [
        "kubectl.kubernetes.io/last-applied-configuration", Revision, RevisionHistory, DesiredReplicas, MaxReplicas, "deprecated.deployment.rollback.to",
    ];
}
