using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>A port of the node itself, which only one pod can have.</summary>
internal readonly record struct HostPort(string Ip, string Protocol, long Port)
{
    private const string Everywhere = "0.0.0.0";

    /// <summary>Those of main containers and sidecars.</summary>
    public static IReadOnlyList<HostPort> Of(JsonObject pod) =>
    [
        .. pod.Objects("spec", "containers").Concat(pod.Objects("spec", "initContainers").Where(c => c.Str("restartPolicy") == "Always"))
            .SelectMany(container => container.Objects("ports"))
            .Where(port => port.Int("hostPort") > 0)
            .Select(port => new HostPort(port.Str("hostIP") is { Length: > 0 } ip ? ip : Everywhere, port.Str("protocol") ?? "TCP", port.Int("hostPort")!.Value)),
    ];

    public bool Conflicts(HostPort other) => Port == other.Port && Protocol == other.Protocol && (Ip == other.Ip || Ip == Everywhere || other.Ip == Everywhere);
}
