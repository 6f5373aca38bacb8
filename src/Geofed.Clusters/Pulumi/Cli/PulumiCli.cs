using System.Collections.Concurrent;
using System.Text;

namespace Geofed.Clusters.Pulumi;

/// <summary>The pulumi program of this machine.</summary>
public sealed class PulumiCli
{
    /// <summary>The oldest version that Geofed drives: the form of the events and every flag that is used are there since then.</summary>
    public static readonly Version Oldest = new(3, 205, 0);

    private static readonly TimeSpan LongestStep = TimeSpan.FromHours(1);
    private static readonly ConcurrentDictionary<(string Program, DateTime Written), Version> Known = new();
    private readonly IReadOnlyDictionary<string, string> _caller;
    private readonly TimeProvider _time;

    private PulumiCli(string program, Version version, IReadOnlyDictionary<string, string> caller, TimeProvider time) =>
        (Program, Version, _caller, _time) = (program, version, caller, time);

    /// <summary>Its absolute path.</summary>
    public string Program { get; }

    public Version Version { get; }

    /// <summary>
    /// How long a cancelled call may take to end in good order, one hour unless said otherwise: steps that run are finished, and creating a cluster takes
    /// a quarter of an hour. After that it is left alone, and goes on by itself.
    /// </summary>
    public TimeSpan CancelGrace { get; private init; } = LongestStep;

    /// <summary>The same program with another time to end.</summary>
    public PulumiCli With(TimeSpan cancelGrace) => new(Program, Version, _caller, _time) { CancelGrace = cancelGrace };

    /// <summary>Finds the program, by GEOFED_PULUMI or on the path, and asks for its version, once for each file.</summary>
    /// <param name="caller">The environment to look in and to hand down (<see cref="CallerEnvironment.Read"/>).</param>
    /// <exception cref="PulumiException"><see cref="PulumiErrorKind.CliMissing"/> or <see cref="PulumiErrorKind.CliTooOld"/>.</exception>
    public static async Task<PulumiCli> FindAsync(IReadOnlyDictionary<string, string> caller, TimeProvider time, CancellationToken ct)
    {
        var found = await LookAsync(caller, time, ct).ConfigureAwait(false);
        return found.IsOfOtherAge
            ? throw new PulumiException(PulumiErrorKind.CliTooOld, $"'{found.Program}' is pulumi {found.Version}, and Geofed needs {Oldest} or newer of version {Oldest.Major}",
                "Update it (https://www.pulumi.com/docs/install/).")
            : found;
    }

    /// <summary>Whether Geofed cannot drive this version.</summary>
    internal bool IsOfOtherAge => Version.Major != Oldest.Major || Version < Oldest;

    /// <summary>The same as <see cref="FindAsync"/>, whatever the version is.</summary>
    internal static async Task<PulumiCli> LookAsync(IReadOnlyDictionary<string, string> caller, TimeProvider time, CancellationToken ct)
    {
        var program = CliProgram.Find(caller);
        var key = (program, File.GetLastWriteTimeUtc(program));
        if (!Known.TryGetValue(key, out var version))
            version = Known[key] = await new PulumiCli(program, Oldest, caller, time).AskVersionAsync(ct).ConfigureAwait(false);
        return new(program, version, caller, time);
    }

    private async Task<Version> AskVersionAsync(CancellationToken ct)
    {
        try
        {
            var text = await ReadAsync(new("version", ["version"], Path.GetDirectoryName(Program)!, new Dictionary<string, string>()), null, ct).ConfigureAwait(false);
            return ParseVersion(text) ?? throw NoPulumi("does not say its version as pulumi does");
        }
        catch (PulumiException e) when (e.Kind == PulumiErrorKind.CommandFailed)
        {
            throw NoPulumi("cannot be asked for its version: " + e.Reason, e);
        }
    }

    private PulumiException NoPulumi(string why, Exception? inner = null) =>
        new(PulumiErrorKind.CliMissing, $"'{Program}' {why}", $"Let {CliProgram.Variable} name the pulumi program, or put it first on the path.", inner: inner);

    /// <summary>Of a line as v3.260.0 or 3.260.0-alpha.1; null of anything else.</summary>
    internal static Version? ParseVersion(string text) =>
        Version.TryParse(text.Trim().TrimStart('v').Split('-', '+')[0], out var version) && version.Build >= 0 ? version : null;

    /// <summary>What a call wrote.</summary>
    /// <exception cref="PulumiException">It failed.</exception>
    internal async Task<string> ReadAsync(CliCall call, StackName? stack, CancellationToken ct)
    {
        using var text = new MemoryStream();
        var exit = await RunAsync(call, text.Write, stack, ct).ConfigureAwait(false);
        return exit.ExitCode == 0
            ? Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length)
            : throw ErrorClassifier.Classify(new(call.Operation, exit.ExitCode!.Value, exit.ErrorOutput, exit.Interrupted), stack);
    }

    /// <summary>Runs a call to its end, whatever that is.</summary>
    /// <exception cref="PulumiException">It was cancelled and has not ended in <see cref="CancelGrace"/>, or could not be started.</exception>
    internal async Task<CliExit> RunAsync(CliCall call, Action<ReadOnlySpan<byte>> output, StackName? stack, CancellationToken ct)
    {
        try
        {
            var environment = ChildEnvironment.For(_caller, Path.GetDirectoryName(Program)!, call.Environment);
            var exit = await CliProcess.RunAsync(Program, call, environment, output, CancelGrace, _time, ct).ConfigureAwait(false);
            return exit.ExitCode is not null ? exit : throw new PulumiException(PulumiErrorKind.Canceled,
                $"the {call.Operation} was asked to end, and is not done with its running steps after {CancelGrace.TotalMinutes:0.#} minutes",
                $"It goes on by itself (pulumi, process {exit.ProcessId}), and the stack stays locked until it has ended.", stack);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PulumiException(PulumiErrorKind.CliMissing, $"'{Program}' cannot be started: {e.Message}", $"Let {CliProgram.Variable} name the pulumi program.", stack, e);
        }
    }
}
