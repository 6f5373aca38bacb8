using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>The pods that a job has while it runs, by its document, as Kueue counts them (pkg/controller/jobs/*, PodSets). Pure.</summary>
public static class PodSets
{
    /// <summary>Null for a kind of whose pods nothing is known.</summary>
    public static IReadOnlyList<PodSet>? Of(JsonObject job) => All(job) is { } sets ? [.. sets.Where(set => set.Count > 0)] : null;

    private static IEnumerable<PodSet>? All(JsonObject job) => (job.Kind().Group, job.Str("kind")) switch
    {
        ("batch", "Job") => [new("", Parallel(job.Obj("spec")), Template(job, "spec", "template"))],
        ("jobset.x-k8s.io", "JobSet") => job.Objects("spec", "replicatedJobs").Select(JobsOfSet),
        ("kubeflow.org", { } kind) when KubeflowPods.Field(kind) is { } field => KubeflowPods.Of(job, field),
        ("ray.io", "RayJob") => RayPods.OfJob(job),
        ("ray.io", "RayCluster") => RayPods.OfCluster(job.Obj("spec")),
        ("leaderworkerset.x-k8s.io", "LeaderWorkerSet") => Groups(job),
        ("kueue.x-k8s.io", "Workload") => job.Objects("spec", "podSets").Select(set => new PodSet(set.Str("name") ?? "", set.Int("count") ?? 1, Template(set, "template"))),
        ("workload.codeflare.dev", "AppWrapper") => WrappedPods.Of(job),
        _ => null,
    };

    /// <summary>No more at a time than are still to be completed.</summary>
    private static long Parallel(JsonObject? spec)
    {
        var parallelism = spec.Int("parallelism") ?? 1;
        return spec.Int("completions") is { } completions ? Math.Min(parallelism, completions) : parallelism;
    }

    /// <summary>All of them together, also where one starts after the other: its room must be there then.</summary>
    private static PodSet JobsOfSet(JsonObject jobs) =>
        new(jobs.Str("name") ?? "", (jobs.Int("replicas") ?? 1) * Parallel(jobs.Obj("template", "spec")), Template(jobs, "template", "spec", "template"));

    /// <summary>Groups of one leader and its workers; without a template of its own the leader is one of the workers.</summary>
    private static IEnumerable<PodSet> Groups(JsonObject set)
    {
        var (groups, size) = (set.Int("spec", "replicas") ?? 1, set.Int("spec", "leaderWorkerTemplate", "size") ?? 1);
        var own = set.Obj("spec", "leaderWorkerTemplate", "leaderTemplate");
        if (own is not null)
            yield return new("leader", groups, own);
        yield return new("workers", groups * (own is null ? size : size - 1), Template(set, "spec", "leaderWorkerTemplate", "workerTemplate"));
    }

    internal static JsonObject Template(JsonObject owner, params ReadOnlySpan<string> path) => owner.Obj(path) ?? [];
}
