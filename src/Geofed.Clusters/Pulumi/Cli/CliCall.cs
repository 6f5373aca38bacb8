namespace Geofed.Clusters.Pulumi;

/// <summary>One call of the CLI.</summary>
/// <param name="Operation">For people, in messages: update, destroy, export, …</param>
/// <param name="Arguments">Never a secret: everybody on the machine can read them.</param>
/// <param name="Folder">Where it runs; the stack's own folder, since Pulumi takes the program from there.</param>
/// <param name="Environment">What is added to the caller's.</param>
internal sealed record CliCall(string Operation, IReadOnlyList<string> Arguments, string Folder, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>What it reads on its standard input, where secrets go; nothing when null.</summary>
    public string? Input { get; init; }
}

/// <summary>How a call ended.</summary>
/// <param name="ExitCode">Null when it has not ended though it was asked to and had its time.</param>
/// <param name="ErrorOutput">The end of its standard error.</param>
/// <param name="Interrupted">It was asked to end.</param>
internal sealed record CliExit(int? ExitCode, string ErrorOutput, bool Interrupted, int ProcessId);
