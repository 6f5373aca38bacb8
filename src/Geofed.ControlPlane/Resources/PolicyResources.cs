using System.Text.Json.Nodes;
using Geofed.Model.Karmada;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>policy.karmada.io: what is propagated where, and what differs there.</summary>
internal static class PolicyResources
{
    public static IEnumerable<CustomResource> Definitions =>
    [
        new(KarmadaApi.PropagationPolicies, "PropagationPolicy", ["pp"], Propagation) { Columns = PropagationColumns },
        new(KarmadaApi.ClusterPropagationPolicies, "ClusterPropagationPolicy", ["cpp"], Propagation) { Columns = PropagationColumns, Namespaced = false },
        new(KarmadaApi.OverridePolicies, "OverridePolicy", ["op"], Override),
        new(KarmadaApi.ClusterOverridePolicies, "ClusterOverridePolicy", ["cop"], Override) { Namespaced = false },
        new(KarmadaApi.ClusterTaintPolicies, "ClusterTaintPolicy", ["ctp"], Taint) { Namespaced = false },
        new(KarmadaApi.FederatedResourceQuotas, "FederatedResourceQuota", [], Quota),
    ];

    private static (string, string, string)[] PropagationColumns =>
    [
        ("Conflict-Resolution", "string", ".spec.conflictResolution"),
        ("Priority", "string", ".spec.priority"),
        ("Age", "date", ".metadata.creationTimestamp"),
    ];

    private static JsonObject Selectors => List(Struct(
        ("apiVersion!", Text), ("kind!", Text), ("namespace", Text), ("name", Text), ("labelSelector", SharedSchemas.LabelSelector)));

    private static JsonObject Propagation => Struct(("spec!", Struct(
        ("resourceSelectors!", Selectors.MinItems(1)),
        ("association", Flag),
        ("propagateDeps", Flag),
        ("placement", SharedSchemas.Placement),
        ("priority", Int.Default(0)),
        ("preemption", OneOf("Always", "Never").Default("Never")),
        ("dependentOverrides", Strings),
        ("schedulerName", Text.Default("default-scheduler")),
        ("failover", SharedSchemas.Failover),
        ("conflictResolution", OneOf("Abort", "Overwrite").Default("Abort")),
        ("activationPreference", OneOf("Lazy")),
        ("suspension", SharedSchemas.Suspension),
        ("preserveResourcesOnDeletion", Flag),
        ("schedulePriority", Struct(("priorityClassSource!", OneOf("KubePriorityClass", "PodPriorityClass", "FederatedPriorityClass")), ("priorityClassName!", Text))))));

    private static JsonObject Override => Struct(("spec!", Struct(
        ("resourceSelectors", Selectors),
        ("targetCluster", SharedSchemas.ClusterAffinity),
        ("overriders", Overriders),
        ("overrideRules", List(Struct(("targetCluster", SharedSchemas.ClusterAffinity), ("overriders!", Overriders)))))));

    private static JsonObject Overriders => Struct(
        ("plaintext", Operations),
        ("imageOverrider", List(Struct(
            ("predicate", Struct(("path!", Text))),
            ("component!", OneOf("Registry", "Repository", "Tag")),
            ("operator!", OneOf("add", "remove", "replace")),
            ("value", Text)))),
        ("commandOverrider", Arguments),
        ("argsOverrider", Arguments),
        ("labelsOverrider", Marks),
        ("annotationsOverrider", Marks),
        ("fieldOverrider", List(Struct(("fieldPath!", Text), ("json", SubOperations), ("yaml", SubOperations)))));

    private static JsonObject Arguments => List(Struct(("containerName!", Text), ("operator!", OneOf("add", "remove")), ("value", Strings)));

    private static JsonObject Marks => List(Struct(("operator!", OneOf("add", "remove", "replace")), ("value", StringMap)));

    private static JsonObject Operations => List(Struct(("path!", Text), ("operator!", OneOf("add", "remove", "replace")), ("value", Value)));

    private static JsonObject SubOperations => List(Struct(("subPath!", Text), ("operator!", OneOf("add", "remove", "replace")), ("value", Value)));

    private static JsonObject Taint => Struct(("spec!", Struct(
        ("targetClusters", SharedSchemas.ClusterAffinity),
        ("addOnConditions", TaintConditions),
        ("removeOnConditions", TaintConditions),
        ("taints!", List(Struct(("key!", Text), ("effect!", OneOf("NoSchedule", "NoExecute")), ("value", Text))).MinItems(1)))));

    private static JsonObject TaintConditions => List(Struct(
        ("conditionType!", Text), ("operator!", OneOf("In", "NotIn")), ("statusValues!", List(OneOf("True", "False", "Unknown")))));

    private static JsonObject Quota => Struct(
        ("spec!", Struct(
            ("overall!", Map(Quantity)),
            ("staticAssignments", List(Struct(("clusterName!", Text), ("hard!", Map(Quantity))))))),
        ("status", Struct(
            ("overall", Map(Quantity)),
            ("overallUsed", Map(Quantity)),
            ("aggregatedStatus", List(Struct(("clusterName!", Text), ("hard", Map(Quantity)), ("used", Map(Quantity))))))));
}
