using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Geofed.Client;

namespace Geofed.Clusters.Prerequisites;

/// <summary>Looks for a program and asks it for its version.</summary>
internal static partial class ProgramCheck
{
    /// <summary>gcloud, which is written in Python, takes a second or two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task<Finding> LookAsync(string name, IReadOnlyList<string> arguments, TimeProvider time, CancellationToken ct)
    {
        if (ProgramPath.Find(name) is not { } program)
            return new(PrerequisiteStatus.Missing, Message: "It is not on the path.");
        try
        {
            var (exitCode, text) = await AskAsync(program, arguments, time, ct).ConfigureAwait(false);
            return exitCode == 0 ? new(PrerequisiteStatus.Found, VersionIn(text), program)
                : new(PrerequisiteStatus.Unusable, Path: program, Message: $"Asked for its version it ended with {exitCode}: {text.Trim().Split('\n')[^1]}");
        }
        catch (Exception e) when (e is Win32Exception or TimeoutException)
        {
            return new(PrerequisiteStatus.Unusable, Path: program, Message: e is TimeoutException ? $"It did not tell its version within {Patience.TotalSeconds:0} s." : $"It cannot be started: {e.Message}");
        }
    }

    /// <summary>The first text that looks like a version, as 1.30.2 or 1.30.2-gke.100; null for none.</summary>
    internal static string? VersionIn(string text) => Pattern().Match(text) is { Success: true } found ? found.Value : null;

    internal static async Task<(int ExitCode, string Text)> AskAsync(string program, IReadOnlyList<string> arguments, TimeProvider time, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        try
        {
            var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience, time, ct).ConfigureAwait(false);
            var both = await texts.WaitAsync(Patience, time, ct).ConfigureAwait(false);
            return (process.ExitCode, both[0] + both[1]);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+[-+.0-9A-Za-z]*")]
    private static partial Regex Pattern();
}
