using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>What a kubelet tells of a container.</summary>
internal static class ContainerEvents
{
    /// <param name="list">containers or initContainers.</param>
    public static IEnumerable<PodEvent> OfStart(JsonObject container, string list) =>
    [
        new(false, "Pulled", $"Container image \"{container.Str("image")}\" already present on machine", Path(container, list)),
        new(false, "Created", $"Created container: {container.Str("name")}", Path(container, list)),
        new(false, "Started", $"Started container {container.Str("name")}", Path(container, list)),
    ];

    public static string Path(JsonObject container, string list) => $"spec.{list}{{{container.Str("name")}}}";
}
