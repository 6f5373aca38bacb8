using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Failover;

/// <summary>Writes what an eviction changes of a binding: where it is and what it is leaving, together, and only over the version that was judged.</summary>
internal static class EvictionPatch
{
    public static Task WriteAsync(IKubeApi api, JsonObject binding, JsonObject spec, JsonObject annotations, CancellationToken ct)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = binding.ResourceVersion(), ["annotations"] = annotations },
            ["spec"] = new JsonObject
            {
                ["clusters"] = spec.Arr("clusters") is { Count: > 0 } clusters ? clusters.Copy() : null,
                ["gracefulEvictionTasks"] = spec.Arr("gracefulEvictionTasks") is { Count: > 0 } tasks ? tasks.Copy() : null,
            },
        };
        return api.MergeAsync(ControlPlaneCaches.BindingsIn(binding.Namespace()).Named(binding.Name()), patch, ct);
    }
}
