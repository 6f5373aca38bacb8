using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>Writes a decision: tells claims that wait for their first consumer of the node, and binds the pod to it.</summary>
internal sealed class PodBinder(IKubeApi api, PodEvents events)
{
    private const string SelectedNode = "volume.kubernetes.io/selected-node";
    private static readonly WriteOptions AsScheduler = new("kube-scheduler");

    public async Task BindAsync(JsonObject pod, string node, IReadOnlyList<JsonObject> claims, CancellationToken ct)
    {
        foreach (var claim in claims.Where(claim => claim.Annotation(SelectedNode) is null))
        {
            var selected = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [SelectedNode] = node } } };
            await api.PatchAsync(new(ClusterResources.PersistentVolumeClaims, claim.Namespace(), claim.Name()), PatchKind.Merge, selected, AsScheduler, ct).ConfigureAwait(false);
        }
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = pod.Name(), ["namespace"] = pod.Namespace(), ["uid"] = pod.Uid() },
            ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = node },
        };
        await api.CreateAsync(new(ClusterResources.Pods, pod.Namespace()), binding, AsScheduler, ct, pod.Name(), "binding").ConfigureAwait(false);
        await events.RecordAsync(pod, new(false, "Scheduled", $"Successfully assigned {pod.Key()} to {node}"), ct).ConfigureAwait(false);
    }
}
