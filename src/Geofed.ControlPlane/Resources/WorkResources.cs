using System.Text.Json.Nodes;
using Geofed.Model.Karmada;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>work.karmada.io: the binding of a template to clusters, and the Work, which carries it to one cluster.</summary>
internal static class WorkResources
{
    public static IEnumerable<CustomResource> Definitions =>
    [
        new(KarmadaApi.ResourceBindings, "ResourceBinding", ["rb"], Binding) { Columns = BindingColumns },
        new(KarmadaApi.ClusterResourceBindings, "ClusterResourceBinding", ["crb"], Binding) { Columns = BindingColumns, Namespaced = false },
        new(KarmadaApi.Works, "Work", ["wk"], Work)
        {
            Columns =
            [
                ("Workload-Kind", "string", ".spec.workload.manifests[0].kind"),
                ("Workload-Name", "string", ".spec.workload.manifests[0].metadata.name"),
                ("Applied", "string", ".status.conditions[?(@.type==\"Applied\")].status"),
                ("Age", "date", ".metadata.creationTimestamp"),
            ],
        },
    ];

    private static (string, string, string)[] BindingColumns =>
    [
        ("Scheduled", "string", ".status.conditions[?(@.type==\"Scheduled\")].status"),
        ("FullyApplied", "string", ".status.conditions[?(@.type==\"FullyApplied\")].status"),
        ("Age", "date", ".metadata.creationTimestamp"),
    ];

    private static JsonObject Requirements => Struct(
        ("nodeClaim", Struct(("nodeSelector", StringMap), ("tolerations", SharedSchemas.Tolerations), ("hardNodeAffinity", Free))),
        ("resourceRequest", Map(Quantity)),
        ("namespace", Text),
        ("priorityClassName", Text));

    private static JsonObject TargetClusters => List(Struct(("name!", Text), ("replicas", Int)));

    private static JsonObject Health => OneOf("Healthy", "Unhealthy", "Unknown");

    private static JsonObject Binding => Struct(
        ("spec!", Struct(
            ("resource!", SharedSchemas.ObjectReference),
            ("replicas", Int),
            ("replicaRequirements", Requirements),
            ("components", List(Struct(("name!", Text), ("replicas!", Int), ("replicaRequirements", Requirements)))),
            ("clusters", TargetClusters),
            ("gracefulEvictionTasks", List(Struct(
                ("fromCluster!", Text), ("purgeMode", Text), ("replicas", Int), ("reason!", Text), ("message", Text), ("producer!", Text),
                ("gracePeriodSeconds", Int), ("suppressDeletion", Flag), ("creationTimestamp", Time), ("preservedLabelState", StringMap),
                ("clustersBeforeFailover", Strings)))),
            ("propagateDeps", Flag),
            ("requiredBy", List(Struct(("namespace", Text), ("name!", Text), ("clusters", TargetClusters)))),
            ("schedulerName", Text),
            ("placement", SharedSchemas.Placement),
            ("rescheduleTriggeredAt", Time),
            ("failover", SharedSchemas.Failover),
            ("conflictResolution", OneOf("Abort", "Overwrite").Default("Abort")),
            ("suspension", SharedSchemas.Suspension),
            ("preserveResourcesOnDeletion", Flag),
            ("schedulePriority", Struct(("priority", Int))))),
        ("status", Struct(
            ("schedulerObservedGeneration", Long),
            ("schedulerObservingAffinityName", Text),
            ("lastScheduledTime", Time),
            ("conditions", SharedSchemas.Conditions),
            ("aggregatedStatus", List(Struct(
                ("clusterName!", Text), ("status", Free), ("applied", Flag), ("appliedMessage", Text), ("health", Health)))))));

    private static JsonObject Work => Struct(
        ("spec", Struct(
            ("workload", Struct(("manifests", List(Embedded)))),
            ("suspendDispatching", Flag),
            ("preserveResourcesOnDeletion", Flag))),
        ("status", Struct(
            ("conditions", SharedSchemas.Conditions),
            ("manifestStatuses", List(Struct(
                ("identifier!", Struct(
                    ("ordinal!", Long), ("group", Text), ("version!", Text), ("kind!", Text), ("resource!", Text), ("namespace!", Text), ("name!", Text))),
                ("status", Free),
                ("health", Health)))))));
}
