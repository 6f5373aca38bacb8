using System.Text.Json.Nodes;
using Geofed.Model.Karmada;
using static Geofed.ControlPlane.Resources.Field;

namespace Geofed.ControlPlane.Resources;

/// <summary>apps.karmada.io and config.karmada.io: rebalancing on demand, and how resources are to be understood.</summary>
internal static class OtherResources
{
    public static IEnumerable<CustomResource> Definitions =>
    [
        new(KarmadaApi.WorkloadRebalancers, "WorkloadRebalancer", [], Rebalancer) { Namespaced = false },
        new(KarmadaApi.InterpreterCustomizations, "ResourceInterpreterCustomization", ["ric"], Customization)
        {
            Namespaced = false,
            Columns =
            [
                ("Target-Api-Version", "string", ".spec.target.apiVersion"),
                ("Target-Kind", "string", ".spec.target.kind"),
                ("Age", "date", ".metadata.creationTimestamp"),
            ],
        },
        new(KarmadaApi.InterpreterWebhooks, "ResourceInterpreterWebhookConfiguration", [], Struct(("webhooks!", List(Free)))) { Namespaced = false },
    ];

    private static JsonObject Workload => Struct(("apiVersion!", Text), ("kind!", Text), ("namespace", Text), ("name!", Text));

    private static JsonObject Rebalancer => Struct(
        ("spec!", Struct(("workloads!", List(Workload).MinItems(1)), ("ttlSecondsAfterFinished", Int))),
        ("status", Struct(
            ("observedWorkloads", List(Struct(("workload!", Workload), ("result", OneOf("Successful", "Failed")), ("reason", Text)))),
            ("observedGeneration", Long),
            ("finishTime", Time))));

    private static JsonObject Script => Struct(("luaScript!", Text));

    private static JsonObject Customization => Struct(("spec!", Struct(
        ("target!", Struct(("apiVersion!", Text), ("kind!", Text))),
        ("customizations!", Struct(
            ("retention", Script),
            ("replicaResource", Script),
            ("componentResource", Script),
            ("replicaRevision", Script),
            ("statusReflection", Script),
            ("statusAggregation", Script),
            ("healthInterpretation", Script),
            ("dependencyInterpretation", Script))))));
}
