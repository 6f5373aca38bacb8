using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Rebalancing;

/// <summary>When a binding is to be said to have been asked to be scheduled anew: after its last scheduling, which times of whole seconds would hide.</summary>
internal static class Rescheduling
{
    public static string At(JsonObject binding, DateTimeOffset asked)
    {
        var last = KubeTime.Parse(binding.Str("status", "lastScheduledTime"));
        return KubeTime.Format(last is { } before && before.AddSeconds(1) > asked ? before.AddSeconds(1) : asked);
    }
}
