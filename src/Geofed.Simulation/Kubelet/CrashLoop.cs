using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>Containers that end again and again are started ever later: at once, then after 10 seconds, 20, 40, up to five minutes.</summary>
internal static class CrashLoop
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TimeSpan Delay(int restarts)
    {
        if (restarts == 0)
            return TimeSpan.Zero;
        var delay = First * (1 << Math.Min(restarts - 1, 10));
        return delay < Longest ? delay : Longest;
    }

    public static string Message(JsonObject pod, JsonObject container, TimeSpan delay) =>
        $"back-off {GoDuration.Format(delay)} restarting failed container={container.Str("name")} pod={Full(pod)}";

    public static PodEvent Event(JsonObject pod, JsonObject container) =>
        new(true, "BackOff", $"Back-off restarting failed container {container.Str("name")} in pod {Full(pod)}", ContainerEvents.Path(container, "containers"));

    private static string Full(JsonObject pod) => $"{pod.Name()}_{pod.Namespace()}({pod.Uid()})";
}
