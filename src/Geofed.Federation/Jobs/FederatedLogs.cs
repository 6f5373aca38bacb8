using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>What the containers of a workload have written, asked of the members where its pods are.</summary>
/// <param name="name">The federation's name.</param>
public sealed class FederatedLogs(string name, MemberAccess access)
{
    /// <summary>The lines of all pods in a member, pod by pod. Pods that have not started have none.</summary>
    /// <param name="container">Only of this container; of all when null.</param>
    /// <param name="tail">Only so many of the last lines of each container; all when null.</param>
    /// <exception cref="KubeApiException">The member gives no logs; the message says why.</exception>
    /// <exception cref="ClusterUnreachableException">The member does not answer.</exception>
    public async Task<IReadOnlyList<FederatedLogLine>> ReadAsync(string member, JsonObject workload, string? container, int? tail, CancellationToken ct)
    {
        var pods = await new FederatedPods(name, access).DocumentsAsync(member, workload.Namespace(), workload, ct).ConfigureAwait(false);
        var opened = await access.OpenMemberAsync(member, ct).ConfigureAwait(false);
        using var _ = opened as IDisposable;
        var lines = new List<FederatedLogLine>();
        foreach (var pod in pods.Where(p => p.Str("status", "phase") is not "Pending"))
        {
            foreach (var one in pod.Objects("spec", "containers").Select(c => c.Str("name") ?? "").Where(c => container is null || c == container))
            {
                var text = await opened.GetRawAsync(PathOf(pod, one, tail), ct).ConfigureAwait(false);
                lines.AddRange(text.TrimEnd('\n').Split('\n').Where(line => text.Length > 0).Select(line => new FederatedLogLine(member, pod.Name(), one, line.TrimEnd('\r'))));
            }
        }
        return lines;
    }

    private static string PathOf(JsonObject pod, string container, int? tail) =>
        $"{new ResourcePath(new("", "v1", "pods"), pod.Namespace(), pod.Name(), "log")}?container={Uri.EscapeDataString(container)}"
        + (tail is { } lines ? $"&tailLines={lines.ToString(CultureInfo.InvariantCulture)}" : "");
}

/// <summary>One line that a container has written.</summary>
public sealed record FederatedLogLine(string Cluster, string Pod, string Container, string Text)
{
    public override string ToString() => Text;
}
