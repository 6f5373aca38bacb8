using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>A pod of a member.</summary>
public sealed record FederatedPod(string Name, string Namespace, string Cluster, string Federation)
{
    /// <summary>As kubectl shows it: the phase, or why it waits, e.g. ImagePullBackOff; Terminating while it is being deleted.</summary>
    public string Status { get; init; } = "";

    public int ReadyContainers { get; init; }
    public int Containers { get; init; }
    public int Restarts { get; init; }

    /// <summary>Null while it waits for one.</summary>
    public string? Node { get; init; }
    public string? IP { get; init; }
    public IReadOnlyList<string> Images { get; init; } = [];
    public DateTimeOffset? CreatedAt { get; init; }

    public static FederatedPod From(string federation, string cluster, JsonObject pod)
    {
        var containers = pod.Objects("status", "containerStatuses").ToList();
        return new(pod.Name(), pod.Namespace() ?? "", cluster, federation)
        {
            Status = pod.IsDeleting() ? "Terminating"
                : containers.Select(c => c.Str("state", "waiting", "reason")).FirstOrDefault(r => r is not null) ?? pod.Str("status", "reason") ?? pod.Str("status", "phase") ?? "Unknown",
            ReadyContainers = containers.Count(c => c.Bool("ready") == true),
            Containers = pod.Objects("spec", "containers").Count(),
            Restarts = (int)containers.Sum(c => c.Int("restartCount") ?? 0),
            Node = pod.Str("spec", "nodeName"),
            IP = pod.Str("status", "podIP"),
            Images = [.. pod.Objects("spec", "containers").Select(c => c.Str("image") ?? "")],
            CreatedAt = KubeTime.Parse(pod.Str("metadata", "creationTimestamp")),
        };
    }

    public override string ToString() => $"{Cluster}/{Name}";
}
