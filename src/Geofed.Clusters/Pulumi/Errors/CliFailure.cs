namespace Geofed.Clusters.Pulumi;

/// <summary>All that is known of a call of the CLI that did not succeed.</summary>
/// <param name="Operation">For people: update, destroy, export, …</param>
/// <param name="ExitCode">128 and more when a signal ended it.</param>
/// <param name="ErrorOutput">The end of its standard error.</param>
/// <param name="Interrupted">Geofed, or the terminal, asked it to end.</param>
/// <param name="Progress">What its events add up to.</param>
/// <param name="EventsComplete">False when the stream of events stopped short, or there is none.</param>
internal sealed record CliFailure(string Operation, int ExitCode, string ErrorOutput, bool Interrupted, StackProgress Progress, bool EventsComplete)
{
    public CliFailure(string operation, int exitCode, string errorOutput, bool interrupted = false) : this(operation, exitCode, errorOutput, interrupted, StackProgress.Empty, false)
    {
    }

    /// <summary>All that was said, to look for known texts in.</summary>
    public string Text { get; } = string.Join('\n', [.. Progress.Failures.Select(f => f.Message), .. Progress.Errors, ErrorOutput]);
}
