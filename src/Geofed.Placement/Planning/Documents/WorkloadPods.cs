using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Planning;

/// <summary>Which pods of a member are a workload's. Pure.</summary>
internal static class WorkloadPods
{
    /// <summary>By the workload's own selector; a Job's is made by each cluster, which also labels its pods with its name.</summary>
    public static Func<JsonObject, bool> Of(JsonObject template)
    {
        var (name, ns) = (template.Name(), template.Namespace());
        if (template.Str("kind") == "Job")
            return pod => pod.Namespace() == ns && (pod.Label("batch.kubernetes.io/job-name") ?? pod.Label("job-name")) == name;
        var selector = LabelSelector.From(template.Obj("spec", "selector") ?? []);
        return pod => pod.Namespace() == ns && selector.Matches(pod.StringMap("metadata", "labels"));
    }

    /// <summary>Those that take, or will take, room.</summary>
    public static bool IsLive(JsonObject pod) => pod.Str("status", "phase") is not ("Succeeded" or "Failed");
}
