using System.Text.Json.Nodes;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>
/// A Work that brings an EndpointSlice from a member instead of to it (pkg/controllers/mcs/service_export_controller.go): it is never dispatched, and
/// has no finalizer, because nothing on the member goes with it.
/// </summary>
internal static class CollectedWork
{
    public static JsonObject For(string cluster, NamespacedName service, JsonObject slice)
    {
        var work = WorkDocument.Bare(cluster, KarmadaNames.Work("EndpointSlice", slice.Name(), slice.Namespace()), Content(slice));
        work.Ensure("metadata")["labels"] = new JsonObject
        {
            [MultiClusterNames.CollectedNamespace] = service.Namespace,
            [MultiClusterNames.CollectedName] = service.Name,
            [MultiClusterNames.CollectedFor] = "ServiceExport",
        };
        work.Ensure("spec")["suspendDispatching"] = true;
        return work;
    }

    public static bool Is(JsonObject work) => work.Label(MultiClusterNames.CollectedFor) is not null;

    /// <summary>The exported Service whose EndpointSlice a Work has brought; null for any other Work.</summary>
    public static NamespacedName? ServiceOf(JsonObject work) =>
        Is(work) && work.Label(MultiClusterNames.CollectedName) is { } name ? new(work.Label(MultiClusterNames.CollectedNamespace), name) : null;

    /// <summary>What counts of a slice: not its versions, nor who owns it there.</summary>
    private static JsonObject Content(JsonObject slice)
    {
        var content = new JsonObject
        {
            ["apiVersion"] = "discovery.k8s.io/v1",
            ["kind"] = "EndpointSlice",
            ["metadata"] = new JsonObject { ["name"] = slice.Name(), ["namespace"] = slice.Namespace(), ["labels"] = slice.Obj("metadata", "labels").Copy() },
        };
        foreach (var field in new[] { "addressType", "endpoints", "ports" })
            content[field] = slice.At(field)?.DeepClone();
        return content;
    }
}
