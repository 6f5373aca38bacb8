namespace Geofed.Model.Karmada;

/// <summary>Where Karmada's resources are served.</summary>
public static class KarmadaApi
{
    public static readonly GroupVersionResource Clusters = new("cluster.karmada.io", "v1alpha1", "clusters");
    public static readonly GroupVersionResource PropagationPolicies = new("policy.karmada.io", "v1alpha1", "propagationpolicies");
    public static readonly GroupVersionResource ClusterPropagationPolicies = new("policy.karmada.io", "v1alpha1", "clusterpropagationpolicies");
    public static readonly GroupVersionResource OverridePolicies = new("policy.karmada.io", "v1alpha1", "overridepolicies");
    public static readonly GroupVersionResource ClusterOverridePolicies = new("policy.karmada.io", "v1alpha1", "clusteroverridepolicies");
    public static readonly GroupVersionResource ClusterTaintPolicies = new("policy.karmada.io", "v1alpha1", "clustertaintpolicies");
    public static readonly GroupVersionResource FederatedResourceQuotas = new("policy.karmada.io", "v1alpha1", "federatedresourcequotas");
    public static readonly GroupVersionResource FederatedHPAs = new("autoscaling.karmada.io", "v1alpha1", "federatedhpas");
    public static readonly GroupVersionResource Works = new("work.karmada.io", "v1alpha1", "works");
    public static readonly GroupVersionResource ResourceBindings = new("work.karmada.io", "v1alpha2", "resourcebindings");
    public static readonly GroupVersionResource ClusterResourceBindings = new("work.karmada.io", "v1alpha2", "clusterresourcebindings");
    public static readonly GroupVersionResource WorkloadRebalancers = new("apps.karmada.io", "v1alpha1", "workloadrebalancers");
    public static readonly GroupVersionResource InterpreterCustomizations = new("config.karmada.io", "v1alpha1", "resourceinterpretercustomizations");
    public static readonly GroupVersionResource InterpreterWebhooks = new("config.karmada.io", "v1alpha1", "resourceinterpreterwebhookconfigurations");
}
