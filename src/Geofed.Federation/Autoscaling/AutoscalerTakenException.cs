using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>A FederatedHPA that would have to be written is there already, and is somebody else's.</summary>
public sealed class AutoscalerTakenException(JsonObject autoscaler, JsonObject template)
    : Exception($"FederatedHPA '{autoscaler.Key()}' is there already and was not written by Geofed for {template.Str("kind")} '{template.Name()}'; it is left as it is.")
{
    public string Autoscaler { get; } = autoscaler.Name();
}
