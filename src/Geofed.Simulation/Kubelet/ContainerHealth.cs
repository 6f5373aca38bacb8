using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>When a container counts as started and as ready: its probes succeed as soon as they are first asked.</summary>
internal readonly record struct ContainerHealth(bool Started, bool Ready)
{
    public static ContainerHealth After(JsonObject container, TimeSpan running) => new(running >= Startup(container), running >= Readiness(container));

    /// <summary>How long until a container changes its health, or all end by their script; null when nothing is to come.</summary>
    public static TimeSpan? NextChange(JsonObject pod, PodScript script, TimeSpan running)
    {
        var moments = PodContainers.Main(pod).SelectMany(c => (TimeSpan[])[Startup(c), Readiness(c)]).Concat(script.Duration is { } end ? [end] : []);
        var coming = moments.Where(moment => moment > running).ToList();
        return coming.Count > 0 ? coming.Min() - running : null;
    }

    private static TimeSpan Startup(JsonObject container) => Delay(container, "startupProbe");

    private static TimeSpan Readiness(JsonObject container) =>
        Delay(container, "readinessProbe") is var own && Startup(container) is var startup && own > startup ? own : startup;

    private static TimeSpan Delay(JsonObject container, string probe) => TimeSpan.FromSeconds(container.Int(probe, "initialDelaySeconds") ?? 0);
}
