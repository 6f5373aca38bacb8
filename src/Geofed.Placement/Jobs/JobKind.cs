using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>A kind of job: whatever runs pods that belong together, whoever made it. In every version that it has.</summary>
public sealed record JobKind(string Group, string Kind, string Plural)
{
    /// <summary>Those whose pods are known.</summary>
    public static readonly IReadOnlyList<JobKind> All =
    [
        new("batch", "Job", "jobs"),
        new("jobset.x-k8s.io", "JobSet", "jobsets"),
        new("kubeflow.org", "PyTorchJob", "pytorchjobs") { Policy = "runPolicy" },
        new("kubeflow.org", "TFJob", "tfjobs") { Policy = "runPolicy" },
        new("kubeflow.org", "MPIJob", "mpijobs") { Policy = "runPolicy" },
        new("kubeflow.org", "XGBoostJob", "xgboostjobs") { Policy = "runPolicy" },
        new("kubeflow.org", "PaddleJob", "paddlejobs") { Policy = "runPolicy" },
        new("kubeflow.org", "JAXJob", "jaxjobs") { Policy = "runPolicy" },
        new("ray.io", "RayJob", "rayjobs"),
        new("ray.io", "RayCluster", "rayclusters"),
        new("leaderworkerset.x-k8s.io", "LeaderWorkerSet", "leaderworkersets"),
        new("kueue.x-k8s.io", "Workload", "workloads") { Deadline = "maximumExecutionTimeSeconds" },
        new("workload.codeflare.dev", "AppWrapper", "appwrappers"),
    ];

    private static readonly Dictionary<(string, string), JobKind> ByKind = All.ToDictionary(k => (k.Group, k.Kind));

    /// <summary>Null for what is no job, or one of whose pods nothing is known.</summary>
    public static JobKind? Of(GroupVersionKind kind) => ByKind.GetValueOrDefault((kind.Group, kind.Kind));

    /// <summary>The part of spec in which the kind keeps how it is run; null when that is spec itself.</summary>
    private string? Policy { get; init; }

    private string Deadline { get; init; } = "activeDeadlineSeconds";

    /// <summary>Whether it is done at some time; servers run until somebody takes them away.</summary>
    public bool Ends => Kind is not ("RayCluster" or "LeaderWorkerSet");

    /// <summary>Whether somebody has it paused, so that it has no pods.</summary>
    public bool IsSuspended(JsonObject? job) => Kind == "Workload" ? job.Bool("spec", "active") == false : Run(job).Bool("suspend") == true;

    /// <summary>How long it runs at most; null when nobody knows.</summary>
    public TimeSpan? Limit(JsonObject? job) => Run(job).Int(Deadline) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Says how long it may run at most; false where the kind has no field for that.</summary>
    public bool SetLimit(JsonObject job, TimeSpan limit)
    {
        if (Kind is not ("Job" or "RayJob" or "Workload") && Policy is null)
            return false;
        (Policy is null ? job.Ensure("spec") : job.Ensure("spec", Policy))[Deadline] = (long)Math.Ceiling(limit.TotalSeconds);
        return true;
    }

    /// <summary>The part of a job that says whether it is suspended; null where a kind has no such field.</summary>
    public JsonObject? SuspendIn(JsonObject job) => Kind is "Workload" or "LeaderWorkerSet" ? null : Run(job);

    private JsonObject? Run(JsonObject? job) => Policy is null ? job.Obj("spec") : job.Obj("spec", Policy);
}
