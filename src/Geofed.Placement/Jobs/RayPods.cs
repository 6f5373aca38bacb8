using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>Ray's clusters: a head and groups of workers; and the jobs that make one for themselves (ray-project/kuberay, ray-operator/apis/ray/v1).</summary>
internal static class RayPods
{
    public static IEnumerable<PodSet> OfJob(JsonObject job)
    {
        // One that selects a cluster that is there runs in that one's pods.
        var cluster = job.Obj("spec", "clusterSelector") is { Count: > 0 } ? [] : OfCluster(job.Obj("spec", "rayClusterSpec"));
        return job.Str("spec", "submissionMode") is null or "" or "K8sJobMode" ? cluster.Append(Submitter(job)) : cluster;
    }

    public static IEnumerable<PodSet> OfCluster(JsonObject? spec)
    {
        if (spec.Obj("headGroupSpec") is { } head)
            yield return new("head", 1, PodSets.Template(head, "template"));
        foreach (var group in spec.Objects("workerGroupSpecs").Where(group => group.Bool("suspend") != true))
        {
            var workers = (group.Int("replicas") ?? Math.Max(1, group.Int("minReplicas") ?? 0)) * Math.Max(1, group.Int("numOfHosts") ?? 1);
            yield return new(group.Str("groupName") ?? "", workers, PodSets.Template(group, "template"));
        }
    }

    /// <summary>The pod that hands the job in. Without a template KubeRay gives it these requests (controllers/ray/common/job.go).</summary>
    private static PodSet Submitter(JsonObject job) => new("submitter", 1, job.Obj("spec", "submitterPodTemplate") ?? new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "ray-job-submitter",
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "500m", ["memory"] = "200Mi" } },
            }),
        },
    });
}
