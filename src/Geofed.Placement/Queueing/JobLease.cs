using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Queueing;

/// <summary>
/// The lease of a Job: its cluster ends the copy (activeDeadlineSeconds) unless the federation puts that off in time. So it is known of a cluster that does not
/// answer when the copy there has ended, by the cluster's own rules. No clock is compared with another one: what counts is for how long the copy has run at
/// least, and that is known from when the federation first saw that it had started. Pure.
/// </summary>
public static class JobLease
{
    private static readonly TimeSpan LeastSlack = TimeSpan.FromSeconds(2);

    /// <summary>With what a copy is kept going whose policy says nothing of a lease any more: the time at which it ends is not taken off it.</summary>
    private const long Leftover = 600;

    /// <summary>For how long a cluster may be silent; null for a Job without a lease.</summary>
    public static TimeSpan? Of(JsonObject binding, JsonObject? template) =>
        InEffect(binding) is > 0 and var seconds && template is not null && Refusal(template, divided: false) is null ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Why a job cannot have a lease; null when it can.</summary>
    public static string? Refusal(JsonObject template, bool divided) =>
        template.Kind() is not { Group: "batch", Kind: "Job" } ? $"it is a {template.Str("kind")}, and only of a Job the time can be put off at which its cluster ends it"
        : divided ? "it is divided over several clusters"
        : KueueJobs.Are(template) ? "Kueue decides in its cluster when it runs, so that nobody else knows since when it does"
        : template.Str("spec", "managedBy") is { } other and not "kubernetes.io/job-controller" ? $"{other} runs it, and not Kubernetes' own controller, which ends Jobs in time"
        : null;

    /// <summary>After how many seconds of running the cluster is to end the copy, so that a lease is left from now on.</summary>
    /// <param name="seen">When it was first seen that it had started; null when it has not been.</param>
    public static long Grant(TimeSpan lease, DateTimeOffset? seen, DateTimeOffset now) => (long)Math.Ceiling((lease + (seen is { } since ? now - since : TimeSpan.Zero)).TotalSeconds);

    /// <summary>What has been granted last.</summary>
    public static long? Granted(JsonObject binding) => Seconds(binding, GeofedMarks.LeaseGranted);

    /// <summary>Puts what is granted into a copy; what its author allows still counts.</summary>
    public static void Apply(JsonObject manifest, JsonObject binding, JsonObject template)
    {
        if (Of(binding, template) is not { } lease || !QueuedJob.Is(binding))
            return;
        var (granted, own) = (Granted(binding) ?? Grant(lease, null, default), manifest.Int("spec", "activeDeadlineSeconds"));
        manifest.Ensure("metadata", "annotations")[GeofedMarks.Leased] = own?.ToString(CultureInfo.InvariantCulture) ?? "";
        manifest.Ensure("spec")["activeDeadlineSeconds"] = Math.Min(granted, own ?? granted);
    }

    /// <summary>
    /// When a copy in a cluster that does not answer has ended, with its pods: those have their grace, and both the controller there and the clocks may be slow
    /// by a tenth. Null when nobody can say: it has no lease, or was not seen to have started.
    /// </summary>
    /// <param name="manifest">What the cluster was last told, at most.</param>
    public static DateTimeOffset? DeadBy(JsonObject binding, string cluster, JsonObject? manifest)
    {
        if (manifest?.Annotation(GeofedMarks.Leased) is null || InEffect(binding) is not { } lease
            || manifest.Int("spec", "activeDeadlineSeconds") is not { } deadline || LeaseSightings.Of(binding).Since(cluster) is not { } seen)
            return null;
        var grace = TimeSpan.FromSeconds(manifest.Int("spec", "template", "spec", "terminationGracePeriodSeconds") ?? 30);
        var run = TimeSpan.FromSeconds(deadline);
        var slack = TimeSpan.FromSeconds(lease / 10.0);
        // Of a long run a slow clock makes more: one in a thousand is more than any that is not broken.
        return seen + run + run / 1000 + grace + (slack > LeastSlack ? slack : LeastSlack);
    }

    /// <summary>Whether a copy has ended because nobody put it off any more. That is no failure of the Job.</summary>
    /// <param name="manifest">What the cluster was told.</param>
    /// <param name="status">What the copy says.</param>
    public static bool HasLapsed(JsonObject? manifest, JsonObject? status)
    {
        if (manifest?.Annotation(GeofedMarks.Leased) is not { } own
            || status.Objects("conditions").FirstOrDefault(c => c.Str("type") is "Failed" or "FailureTarget" && c.Str("status") == "True") is not { } failed || failed.Str("reason") != "DeadlineExceeded")
            return false;
        if (!long.TryParse(own, CultureInfo.InvariantCulture, out var seconds))
            return true;
        // Both by the cluster's clock. What ran for as long as its author allows has failed.
        return KubeTime.Parse(failed.Str("lastTransitionTime")) - KubeTime.Parse(status.Str("startTime")) is { } ran && ran < TimeSpan.FromSeconds(seconds);
    }

    /// <summary>What is written when a new copy starts.</summary>
    public static JsonObject Started(JsonObject binding, JsonObject? template, string cluster)
    {
        if (Seconds(binding, GeofedMarks.Lease) is null || Of(binding, template) is not { } lease)
            return Granted(binding) is null ? [] : new() { [GeofedMarks.LeaseGranted] = null, [GeofedMarks.LeaseSeen] = null };
        return new()
        {
            [GeofedMarks.LeaseGranted] = Text(Grant(lease, null, default)),
            [GeofedMarks.LeaseSeen] = LeaseSightings.Of(binding).Without(cluster).ToText(),
        };
    }

    /// <summary>A number as annotations have it.</summary>
    public static string Text(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static long? InEffect(JsonObject binding) => Seconds(binding, GeofedMarks.Lease) ?? (Granted(binding) is null ? null : Leftover);

    private static long? Seconds(JsonObject binding, string mark) => long.TryParse(binding.Annotation(mark), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
