using System.Globalization;
using Geofed.Clusters.Pulumi;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Words how far Pulumi is.</summary>
internal static class StackProgressText
{
    /// <summary>"creating Cluster 'cluster' (4m12s), Subnetwork 'subnet'; 3 of 12 done, 1 failed".</summary>
    public static string Of(StackProgress progress, DateTimeOffset now)
    {
        var steps = progress.Running.Take(3).Select(s => $"{s.Operation} {s.Urn} ({Span(now - s.Since)})").Concat(progress.Downloads.Values.Take(2).Select(d => d.Message)).ToList();
        var done = progress.Total is { } total ? $"{progress.Done} of {total} done" : $"{progress.Done} done";
        var failed = progress.Failures.Count > 0 ? $", {progress.Failures.Count} failed" : "";
        return $"{(steps.Count > 0 ? string.Join(", ", steps) : "working")}; {done}{failed}";
    }

    private static string Span(TimeSpan span) => span.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m{span.Seconds:00}s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalSeconds)}s");
}
