using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>What a pod takes of its node: its containers' requests, or its largest init container's, its overhead, and one pod slot.</summary>
internal static class PodRequests
{
    public static Amounts Of(JsonObject pod)
    {
        var sum = new Amounts();
        var sidecars = new Amounts();
        var peak = new Amounts();
        foreach (var container in pod.Objects("spec", "containers"))
            sum.Add(Requests(container));
        foreach (var container in pod.Objects("spec", "initContainers"))
        {
            // An init container that restarts always keeps running beside the others (a sidecar).
            var during = new Amounts();
            during.Add(sidecars);
            during.Add(Requests(container));
            peak.RaiseTo(during);
            if (container.Str("restartPolicy") == "Always")
                sidecars.Add(Requests(container));
        }
        sum.Add(sidecars);
        sum.RaiseTo(peak);
        sum.Add(pod.Obj("spec", "overhead"));
        sum.Add("pods", Quantity.FromUnits(1));
        return sum;
    }

    /// <summary>A resource with a limit and no request requests its limit.</summary>
    private static JsonObject Requests(JsonObject container)
    {
        var requests = container.Obj("resources", "requests").Copy() ?? [];
        foreach (var (name, limit) in container.Obj("resources", "limits") ?? [])
            requests.TryAdd(name, limit?.DeepClone());
        return requests;
    }
}
