using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Detector;

/// <summary>How urgent a policy says that scheduling is: the value of a PriorityClass of the control plane.</summary>
internal static class SchedulePriority
{
    public static readonly GroupVersionKind PriorityClass = new("scheduling.k8s.io", "v1", "PriorityClass");

    /// <summary>Null when the policy says nothing, or the class is not there (yet).</summary>
    public static long? Of(JsonObject policy, JsonObject template, ControlPlaneCaches caches)
    {
        if (policy.Obj("spec", "schedulePriority") is not { } wanted)
            return null;
        var name = wanted.Str("priorityClassSource") == "PodPriorityClass" ? template.Str("spec", "template", "spec", "priorityClassName") : wanted.Str("priorityClassName");
        return caches.Templates.Get(PriorityClass, new(null, name ?? "")).Int("value");
    }
}
