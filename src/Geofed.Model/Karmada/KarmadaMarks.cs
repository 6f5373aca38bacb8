namespace Geofed.Model.Karmada;

/// <summary>Labels, annotations, finalizers and taints by which Karmada's objects know each other (pkg/util/constants.go and the well-known constants of its API groups).</summary>
public static class KarmadaMarks
{
    public const string Managed = "karmada.io/managed";
    public const string System = "karmada.io/system";

    public const string PolicyId = "propagationpolicy.karmada.io/permanent-id";
    public const string PolicyNamespace = "propagationpolicy.karmada.io/namespace";
    public const string PolicyName = "propagationpolicy.karmada.io/name";
    public const string ClusterPolicyId = "clusterpropagationpolicy.karmada.io/permanent-id";
    public const string ClusterPolicyName = "clusterpropagationpolicy.karmada.io/name";

    public const string BindingId = "resourcebinding.karmada.io/permanent-id";
    public const string BindingNamespace = "resourcebinding.karmada.io/namespace";
    public const string BindingName = "resourcebinding.karmada.io/name";
    public const string ClusterBindingId = "clusterresourcebinding.karmada.io/permanent-id";
    public const string ClusterBindingName = "clusterresourcebinding.karmada.io/name";

    public const string WorkId = "work.karmada.io/permanent-id";
    public const string WorkNamespace = "work.karmada.io/namespace";
    public const string WorkName = "work.karmada.io/name";

    /// <summary>On a template, a Work and a member's object: whether an object that was there before is taken over (<see cref="Overwrite"/>) or left alone (<see cref="Abort"/>).</summary>
    public const string ConflictResolution = "work.karmada.io/conflict-resolution";
    public const string Overwrite = "overwrite";
    public const string Abort = "abort";

    public const string TemplateUid = "resourcetemplate.karmada.io/uid";
    public const string TemplateGeneration = "resourcetemplate.karmada.io/generation";
    public const string ManagedLabels = "resourcetemplate.karmada.io/managed-labels";
    public const string ManagedAnnotations = "resourcetemplate.karmada.io/managed-annotations";
    public const string DeletionProtected = "resourcetemplate.karmada.io/deletion-protected";
    public const string RetainReplicas = "resourcetemplate.karmada.io/retain-replicas";

    public const string AppliedPlacement = "policy.karmada.io/applied-placement";
    public const string AppliedOverrides = "policy.karmada.io/applied-overrides";
    public const string AppliedClusterOverrides = "policy.karmada.io/applied-cluster-overrides";

    public const string SkipNamespacePropagation = "namespace.karmada.io/skip-auto-propagation";

    public const string ClusterFinalizer = "karmada.io/cluster-controller";
    public const string BindingFinalizer = "karmada.io/binding-controller";
    public const string ClusterBindingFinalizer = "karmada.io/cluster-resource-binding-controller";
    public const string WorkFinalizer = "karmada.io/execution-controller";

    public const string TaintNotReady = "cluster.karmada.io/not-ready";
    public const string TaintUnreachable = "cluster.karmada.io/unreachable";
    public const string TaintUnschedulable = "cluster.karmada.io/unschedulable";

    /// <summary>The cluster id that a ClusterProperty of the About API carries.</summary>
    public const string ClusterIdProperty = "cluster.clusterset.k8s.io";
}
