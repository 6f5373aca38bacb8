using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>
/// How a pod's containers behave, since there are none: servers run for ever, those of Jobs end well after a while. Annotations let a pod rehearse
/// something else.
/// </summary>
/// <param name="Step">How long each init container runs, and the main ones take to start.</param>
/// <param name="Duration">After what time the main containers end; null for never.</param>
internal sealed record PodScript(TimeSpan Step, TimeSpan? Duration, int ExitCode)
{
    /// <summary>With what the main containers end; anything but 0 is a failure.</summary>
    public const string ExitCodeAnnotation = "simulation.geofed.io/exit-code";

    /// <summary>After what time the main containers end, e.g. "90s".</summary>
    public const string DurationAnnotation = "simulation.geofed.io/duration";

    /// <summary>What the main containers leave as their last word, as others write to /dev/termination-log.</summary>
    public const string TerminationMessageAnnotation = "simulation.geofed.io/termination-message";

    /// <summary>What of the annotations makes no sense, and is passed over.</summary>
    public string? Problem { get; private init; }

    public static PodScript Of(JsonObject pod, SimulationOptions options)
    {
        var steps = 1 + PodContainers.Initial(pod).Count();
        var ends = pod.Objects("metadata", "ownerReferences").Any(o => o.Bool("controller") == true && o.Str("kind") == "Job");
        var script = new PodScript(options.PodStart / steps, ends ? options.JobDuration : null, 0);
        if (pod.Annotation(ExitCodeAnnotation) is { } exit)
        {
            script = byte.TryParse(exit, CultureInfo.InvariantCulture, out var code)
                ? script with { ExitCode = code, Duration = options.JobDuration }
                : script with { Problem = $"{ExitCodeAnnotation} is '{exit}', which is not a number from 0 to 255" };
        }
        if (pod.Annotation(DurationAnnotation) is not { } duration)
            return script;
        try
        {
            return script with { Duration = GoDuration.Parse(duration) };
        }
        catch (FormatException e)
        {
            return script with { Problem = $"{DurationAnnotation}: {e.Message}" };
        }
    }
}
