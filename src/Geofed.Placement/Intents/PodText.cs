using System.Globalization;

namespace Geofed.Placement.Intents;

/// <summary>What one pod of a job needs, in words.</summary>
internal static class PodText
{
    /// <summary>"a pod with 8 x nvidia-l4, cpu 4, memory 16 GiB".</summary>
    public static string Of(JobIntent intent)
    {
        var needs = new List<string>();
        if (intent.Gpu > 0)
            needs.Add($"{intent.Gpu} x {intent.Accelerator ?? "GPU"}");
        if (intent.Claim.Requests.GetValueOrDefault("cpu") is > 0 and var milli)
            needs.Add(string.Create(CultureInfo.InvariantCulture, $"cpu {milli / 1000.0:0.###}"));
        if (intent.Claim.Requests.GetValueOrDefault("memory") is > 0 and var bytes)
            needs.Add(string.Create(CultureInfo.InvariantCulture, $"memory {bytes / (double)(1L << 30):0.##} GiB"));
        return needs.Count == 0 ? "a pod" : "a pod with " + string.Join(", ", needs);
    }
}
