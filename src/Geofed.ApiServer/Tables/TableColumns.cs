using Geofed.Model;

namespace Geofed.ApiServer.Tables;

/// <summary>The Table columns of each built-in resource (pkg/printers/internalversion/printers.go).</summary>
public static class TableColumns
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string Storage = "storage.k8s.io";

    private static readonly ColumnSet Default = new([Column.Name, Column.CreatedAt]);

    private static readonly Dictionary<(string Group, string Resource), ColumnSet> ByResource = new()
    {
        [("", "pods")] = WorkloadColumns.Pods,
        [("", "podtemplates")] = WorkloadColumns.PodTemplates,
        [("", "replicationcontrollers")] = WorkloadColumns.ReplicationControllers,
        [("apps", "deployments")] = WorkloadColumns.Deployments,
        [("apps", "replicasets")] = WorkloadColumns.ReplicaSets,
        [("apps", "statefulsets")] = WorkloadColumns.StatefulSets,
        [("apps", "daemonsets")] = WorkloadColumns.DaemonSets,
        [("apps", "controllerrevisions")] = WorkloadColumns.ControllerRevisions,
        [("batch", "jobs")] = WorkloadColumns.Jobs,
        [("batch", "cronjobs")] = WorkloadColumns.CronJobs,
        [("autoscaling", "horizontalpodautoscalers")] = WorkloadColumns.Autoscalers,
        [("policy", "poddisruptionbudgets")] = WorkloadColumns.DisruptionBudgets,
        [("", "namespaces")] = CoreColumns.Namespaces,
        [("", "configmaps")] = CoreColumns.ConfigMaps,
        [("", "secrets")] = CoreColumns.Secrets,
        [("", "serviceaccounts")] = CoreColumns.ServiceAccounts,
        [("", "services")] = CoreColumns.Services,
        [("", "endpoints")] = CoreColumns.Endpoints,
        [("", "nodes")] = CoreColumns.Nodes,
        [("", "persistentvolumes")] = CoreColumns.Volumes,
        [("", "persistentvolumeclaims")] = CoreColumns.Claims,
        [("", "resourcequotas")] = CoreColumns.Quotas,
        [("", "events")] = CoreColumns.Events,
        [("events.k8s.io", "events")] = CoreColumns.Events,
        [("networking.k8s.io", "ingresses")] = ClusterColumns.Ingresses,
        [("networking.k8s.io", "ingressclasses")] = ClusterColumns.IngressClasses,
        [("networking.k8s.io", "networkpolicies")] = ClusterColumns.NetworkPolicies,
        [("discovery.k8s.io", "endpointslices")] = ClusterColumns.EndpointSlices,
        [(Rbac, "rolebindings")] = ClusterColumns.Bindings,
        [(Rbac, "clusterrolebindings")] = ClusterColumns.Bindings,
        [("coordination.k8s.io", "leases")] = ClusterColumns.Leases,
        [(Storage, "storageclasses")] = ClusterColumns.StorageClasses,
        [(Storage, "csinodes")] = ClusterColumns.CsiNodes,
        [(Storage, "csidrivers")] = ClusterColumns.CsiDrivers,
        [(Storage, "csistoragecapacities")] = ClusterColumns.CsiStorageCapacities,
        [(Storage, "volumeattachments")] = ClusterColumns.VolumeAttachments,
        [("scheduling.k8s.io", "priorityclasses")] = ClusterColumns.PriorityClasses,
        [("node.k8s.io", "runtimeclasses")] = ClusterColumns.RuntimeClasses,
        [("admissionregistration.k8s.io", "mutatingwebhookconfigurations")] = ClusterColumns.Webhooks,
        [("admissionregistration.k8s.io", "validatingwebhookconfigurations")] = ClusterColumns.Webhooks,
        [("certificates.k8s.io", "certificatesigningrequests")] = ClusterColumns.SigningRequests,
        [("metrics.k8s.io", "pods")] = MetricsColumns.Pods,
        [("metrics.k8s.io", "nodes")] = MetricsColumns.Nodes,
    };

    /// <summary>The columns of a built-in resource; name and time of creation for one without its own.</summary>
    public static ColumnSet For(ApiResource resource) =>
        ByResource.GetValueOrDefault((resource.Resource.Group, resource.Resource.Resource), Default);
}
