using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>The containers of a pod's spec, by the part they play.</summary>
internal static class PodContainers
{
    public static IEnumerable<JsonObject> Main(JsonObject pod) => pod.Objects("spec", "containers");

    /// <summary>Init containers that run to their end, one after the other.</summary>
    public static IEnumerable<JsonObject> Initial(JsonObject pod) => pod.Objects("spec", "initContainers").Where(c => !IsSidecar(c));

    public static IEnumerable<JsonObject> Sidecars(JsonObject pod) => pod.Objects("spec", "initContainers").Where(IsSidecar);

    public static bool IsSidecar(JsonObject container) => container.Str("restartPolicy") == "Always";

    public static JsonObject? Status(JsonObject pod, string list, string? name) => pod.Objects("status", list).FirstOrDefault(s => s.Str("name") == name);
}
