using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>Which job a pod belongs to: its labels tell, which whoever made it has set, or its controller. Of nested ones the outermost.</summary>
public static class PodOwner
{
    /// <summary>Null for a pod of something else.</summary>
    public static JobName? Of(JsonObject pod)
    {
        if (pod.Label("workload.codeflare.dev/appwrapper") is { } wrapper)
            return Named("AppWrapper", wrapper);
        if (pod.Label("jobset.sigs.k8s.io/jobset-name") is { } set)
            return Named("JobSet", set);
        if (pod.Label("leaderworkerset.sigs.k8s.io/name") is { } group)
            return Named("LeaderWorkerSet", group);
        if (pod.Label("ray.io/originated-from-cr-name") is { } ray && pod.Label("ray.io/originated-from-crd") is "RayJob" or "RayCluster")
            return Named(pod.Label("ray.io/originated-from-crd")!, ray);
        if (pod.Label("ray.io/cluster") is { } cluster)
            return Named("RayCluster", cluster);
        if (pod.Label("training.kubeflow.org/job-name") is { } training && Kubeflow(pod) is { } kind)
            return Named(kind, training);
        return (pod.Label("batch.kubernetes.io/job-name") ?? pod.Label("job-name")) is { } job ? Named("Job", job) : null;

        JobName Named(string kind, string name) => new(kind, pod.Namespace(), name);
    }

    /// <summary>Its operator's name is that of the kind in small letters: "pytorchjob-controller"; that of MPI's own operator is "mpi-operator".</summary>
    private static string? Kubeflow(JsonObject pod)
    {
        var operatorName = pod.Label("training.kubeflow.org/operator-name") ?? "";
        return operatorName == "mpi-operator"
            ? "MPIJob"
            : JobKind.All.FirstOrDefault(k => k.Group == "kubeflow.org" && operatorName.StartsWith(k.Kind, StringComparison.OrdinalIgnoreCase))?.Kind
                ?? pod.Objects("metadata", "ownerReferences").FirstOrDefault(o => o.Bool("controller") == true && KubeflowPods.Field(o.Str("kind") ?? "") is not null).Str("kind");
    }
}
