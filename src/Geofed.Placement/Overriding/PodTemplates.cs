using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Overriding;

/// <summary>The containers that overriders of images and commands mean: those of the kinds that Karmada knows, by kind alone, without init containers.</summary>
internal static class PodTemplates
{
    public static IEnumerable<JsonObject> Containers(JsonObject o) => o.Str("kind") switch
    {
        "Pod" => o.Objects("spec", "containers"),
        "Deployment" or "ReplicaSet" or "DaemonSet" or "StatefulSet" or "Job" => o.Objects("spec", "template", "spec", "containers"),
        _ => [],
    };
}
