using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Metrics;

/// <summary>How the load of a workload is shared: evenly, by its pods that are ready.</summary>
internal sealed class WorkloadShares
{
    private static readonly Dictionary<string, GroupVersionResource> Resources = new(StringComparer.Ordinal)
    {
        ["Deployment"] = ClusterResources.Deployments,
        ["ReplicaSet"] = ClusterResources.ReplicaSets,
        ["StatefulSet"] = ClusterResources.StatefulSets,
        ["DaemonSet"] = ClusterResources.DaemonSets,
        ["Job"] = ClusterResources.Jobs,
    };

    private readonly ClusterView _view;
    private readonly Dictionary<string, JsonObject?> _workloads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ready = new(StringComparer.Ordinal);

    public WorkloadShares(ClusterView view, IEnumerable<JsonObject> pods)
    {
        _view = view;
        foreach (var pod in pods.Where(CarriesLoad))
        {
            if (Workload(pod) is { } workload)
                _ready[workload.Uid()] = _ready.GetValueOrDefault(workload.Uid()) + 1;
        }
    }

    /// <summary>What a pod has of its workload's load, in thousandths; null when its workload has none.</summary>
    public long? Of(JsonObject pod, string annotation)
    {
        if (Workload(pod) is not { } workload || workload.Milli(annotation) is not { } load)
            return null;
        return CarriesLoad(pod) && _ready.GetValueOrDefault(workload.Uid()) is > 0 and var sharing ? load / sharing : 0;
    }

    private static bool CarriesLoad(JsonObject pod) => pod.IsReady() && pod.IsActive();

    /// <summary>The outermost of those that a pod is made by: of a Deployment's, the Deployment.</summary>
    private JsonObject? Workload(JsonObject pod)
    {
        if (pod.Controller().Str("uid") is not { } uid)
            return null;
        if (!_workloads.TryGetValue(uid, out var workload))
        {
            workload = Owner(pod);
            for (var outer = workload; outer is not null; outer = Owner(outer))
                workload = outer;
            _workloads[uid] = workload;
        }
        return workload;
    }

    private JsonObject? Owner(JsonObject o) =>
        o.Controller() is { } reference && Resources.TryGetValue(reference.Str("kind") ?? "", out var resource)
        && _view.Find(resource, new(o.Namespace(), reference.Str("name") ?? "")) is { } owner && owner.Uid() == reference.Str("uid") ? owner : null;
}
