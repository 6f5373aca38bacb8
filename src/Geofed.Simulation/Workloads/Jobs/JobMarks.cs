using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>Names that Jobs put on their pods, and what is read off a Job.</summary>
internal static class JobMarks
{
    /// <summary>Keeps a pod until its end has been counted in the Job's status.</summary>
    public const string Tracking = "batch.kubernetes.io/job-tracking";
    public const string Index = "batch.kubernetes.io/job-completion-index";
    public const string Controller = "kubernetes.io/job-controller";

    public static bool IsTracked(this JsonObject pod) => pod.Strings("metadata", "finalizers").Contains(Tracking);

    public static int? CompletionIndex(this JsonObject pod) => int.TryParse(pod.Annotation(Index), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    public static bool IsIndexed(this JsonObject job) => job.Str("spec", "completionMode") == "Indexed";

    public static bool IsSuspended(this JsonObject job) => job.Bool("spec", "suspend") == true;

    /// <summary>Whether a pod is replaced only when it has failed, and not when it begins to go.</summary>
    public static bool ReplacesFailedOnly(this JsonObject job) => job.Str("spec", "podReplacementPolicy") == "Failed";

    public static JsonObject? FinishedCondition(this JsonObject job) => job.IsTrue("Complete") ? job.Condition("Complete") : job.IsTrue("Failed") ? job.Condition("Failed") : null;
}
