using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The claims of a pod's volumes. Those of ephemeral volumes are named after pod and volume (component-helpers storage/ephemeral).</summary>
internal static class ClaimUse
{
    public static IEnumerable<string> ClaimNames(this JsonObject pod) => pod.Objects("spec", "volumes")
        .Select(volume => volume.Str("persistentVolumeClaim", "claimName") ?? (volume.Obj("ephemeral") is null ? null : EphemeralClaim(pod, volume)))
        .OfType<string>();

    public static string EphemeralClaim(JsonObject pod, JsonObject volume) => $"{pod.Name()}-{volume.Str("name")}";
}
