using System.ComponentModel;
using System.Diagnostics;

namespace Geofed.Client;

/// <summary>One run of a program that gives credentials.</summary>
internal static class ExecRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="CredentialsException">It is not there, failed, or did not end.</exception>
    public static async Task<Credential> RunAsync(ExecPlugin plugin, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        using var process = Start(plugin);
        try
        {
            process.StandardInput.Close();
            var answer = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var complaint = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? ExecCredential.Read(plugin, await answer.ConfigureAwait(false))
                : throw new CredentialsException($"{plugin.Command} gave no credentials: it ended with {process.ExitCode}{Tail(await complaint.ConfigureAwait(false))}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            throw new CredentialsException($"{plugin.Command} gave no credentials within {Patience.TotalSeconds:0} s.");
        }
    }

    private static Process Start(ExecPlugin plugin)
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = plugin.Info();
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new CredentialsException($"{plugin.Command}, which gives the credentials, cannot be run: {e.Message}.{(plugin.InstallHint is null ? "" : " " + plugin.InstallHint.Trim())}", e);
        }
    }

    /// <summary>The last line of what it complained; programs of this kind write the reason there.</summary>
    private static string Tail(string complaint) =>
        complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() is { } line ? $": {line}" : ".";
}
