using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>A Work that carries a ServiceExport to a member. A member that has one is followed for what it exports.</summary>
internal static class ExportWork
{
    /// <summary>The Service that it has exported; null for any other Work.</summary>
    public static NamespacedName? ServiceOf(JsonObject work) =>
        work.Objects("spec", "workload", "manifests").FirstOrDefault() is { } manifest && manifest.Kind() == MultiClusterApi.Export ? manifest.Key() : null;

    public static JsonObject? Find(ControlPlaneCaches caches, string cluster, NamespacedName service) =>
        caches.Work(cluster, KarmadaNames.Work("ServiceExport", service.Name, service.Namespace)) is { } work && ServiceOf(work) == service ? work : null;
}
