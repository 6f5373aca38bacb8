using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>The status that a kubelet is about to write: begins as the pod's own.</summary>
internal sealed class PodStatusDraft(JsonObject pod, PodSurroundings around)
{
    private readonly JsonObject _status = pod.Obj("status").Copy() ?? [];

    public void Set(string field, string value) => _status[field] = value;

    public void SetInit(Func<JsonObject, JsonObject> status)
    {
        if (pod.Arr("spec", "initContainers") is { Count: > 0 })
            _status["initContainerStatuses"] = new JsonArray([.. pod.Objects("spec", "initContainers").Select(status)]);
    }

    public void SetMain(Func<JsonObject, JsonObject> status) => _status["containerStatuses"] = new JsonArray([.. PodContainers.Main(pod).Select(status)]);

    /// <summary>A pod has an address from when its first container can run.</summary>
    public void AssignAddress()
    {
        _status["podIP"] = around.PodIP;
        _status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = around.PodIP });
    }

    /// <summary>The fields that differ from the pod's; null when none does.</summary>
    public JsonObject? Finish(string phase)
    {
        _status["phase"] = phase;
        _status["hostIP"] = around.HostIP;
        _status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = around.HostIP });
        PodStatusConditions.Derive(pod, _status, around.Now);
        var changed = new JsonObject(_status.Where(field => !JsonNavigation.Same(field.Value, pod.At("status", field.Key))).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        return changed.Count > 0 ? changed : null;
    }
}
