using System.Text.Json.Nodes;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>Schemas that several of Karmada's resources have in common.</summary>
internal static class SharedSchemas
{
    public static JsonObject Conditions => List(Struct(
        ("type!", Text.MaxLength(316)),
        ("status!", OneOf("True", "False", "Unknown")),
        ("observedGeneration", Long.Min(0)),
        ("lastTransitionTime!", Time),
        ("reason!", Text.MinLength(1).MaxLength(1024)),
        ("message!", Text.MaxLength(32768))));

    public static JsonObject LabelSelector => Struct(
        ("matchLabels", StringMap),
        ("matchExpressions", List(Struct(("key!", Text), ("operator!", Text), ("values", Strings)))));

    /// <summary>Which clusters: by name, label or field, without those excluded.</summary>
    public static JsonObject ClusterAffinity => Struct([.. AffinityFields]);

    private static IEnumerable<(string, JsonObject)> AffinityFields =>
    [
        ("clusterNames", Strings.Describe("Clusters to choose from.")),
        ("exclude", Strings.Describe("Clusters never chosen; wins over everything else.")),
        ("labelSelector", LabelSelector.Describe("Chooses clusters by their labels.")),
        ("fieldSelector", Struct(("matchExpressions", List(Struct(("key!", Text), ("operator!", Text), ("values", Strings)))))
            .Describe("Chooses clusters by provider, region or zone.")),
    ];

    public static JsonObject ClusterAffinities => List(Struct(
    [
        ("affinityName!", Text.MinLength(1).MaxLength(32)),
        .. AffinityFields,
        ("overflowAffinities", List(ClusterAffinity)),
    ]));

    public static JsonObject Tolerations => List(Struct(
        ("key", Text), ("operator", Text), ("value", Text), ("effect", Text), ("tolerationSeconds", Long)));

    public static JsonObject Taints => List(Struct(("key!", Text), ("value", Text), ("effect!", Text), ("timeAdded", Time)));

    /// <summary>Where to place: which clusters, how spread, how replicas are divided.</summary>
    public static JsonObject Placement => Struct(
        ("clusterAffinity", ClusterAffinity),
        ("clusterAffinities", ClusterAffinities),
        ("clusterTolerations", Tolerations),
        ("spreadConstraints", List(Struct(
            ("spreadByField", OneOf("cluster", "region", "zone", "provider")),
            ("spreadByLabel", Text),
            ("minGroups", Int),
            ("maxGroups", Int)))),
        ("replicaScheduling", Struct(
            ("replicaSchedulingType", OneOf("Duplicated", "Divided").Default("Divided")),
            ("replicaDivisionPreference", OneOf("Aggregated", "Weighted")),
            ("weightPreference", Struct(
                ("staticWeightList", List(Struct(("targetCluster!", ClusterAffinity), ("weight!", Long.Min(1))))),
                ("dynamicWeight", OneOf("AvailableReplicas")))))),
        ("workloadAffinity", Struct(("affinity", Free), ("antiAffinity", Free))));

    public static JsonObject ObjectReference => Struct(
        ("apiVersion!", Text), ("kind!", Text), ("namespace", Text), ("name!", Text), ("uid", Text), ("resourceVersion", Text));

    public static JsonObject Suspension => Struct(
        ("dispatching", Flag),
        ("dispatchingOnClusters", Struct(("clusterNames", Strings))),
        ("scheduling", Flag));

    public static JsonObject Failover => Struct(
        ("application", Struct(
            ("decisionConditions!", Struct(("tolerationSeconds", Int.Default(300)))),
            ("purgeMode", OneOf("Directly", "Gracefully", "Never", "Immediately", "Graciously").Default("Gracefully")),
            ("gracePeriodSeconds", Int),
            ("statePreservation", StatePreservation))),
        ("cluster", Struct(
            ("purgeMode", OneOf("Directly", "Gracefully").Default("Gracefully")),
            ("statePreservation", StatePreservation))));

    private static JsonObject StatePreservation => Struct(
        ("rules!", List(Struct(("aliasLabelName!", Text), ("jsonPath!", Text)))));
}
