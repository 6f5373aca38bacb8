using System.Diagnostics;
using System.Text;

namespace Geofed.Clusters.Pulumi;

/// <summary>Runs the CLI once.</summary>
internal static class CliProcess
{
    /// <summary>Pipes are at their end when the process is; only a process that it left behind could hold them open.</summary>
    private static readonly TimeSpan PipesAfterExit = TimeSpan.FromSeconds(5);

    /// <param name="output">Gets the pieces of standard output, on one thread at a time. When it throws, the CLI is still let finish.</param>
    /// <param name="grace">How long to wait after asking it to end. It is never killed: that is what leaves locks and half-made clusters behind.</param>
    /// <param name="ct">Cancelling asks it to end, once, and waits.</param>
    public static async Task<CliExit> RunAsync(
        string program, CliCall call, IReadOnlyDictionary<string, string> environment, Action<ReadOnlySpan<byte>> output, TimeSpan grace, TimeProvider time, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var prefix = OperatingSystem.IsWindows() ? [] : OwnSession.Prefix;
        using var interruption = new Interruption(sharesTerminal: prefix is null);
        var process = Start([.. prefix ?? [], program, .. call.Arguments], call.Folder, environment);
        var errors = new TextTail();
        var pipes = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, output),
            PumpAsync(process.StandardError.BaseStream, errors.Add),
            FeedAsync(process.StandardInput.BaseStream, call.Input));
        var ended = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await ended.WaitAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            interruption.Give(process);
            try
            {
                await ended.WaitAsync(grace, time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Its pipes stay open and read: closing them would kill it at its next word.
                return new(null, errors.ToString(), Interrupted: true, process.Id);
            }
        }
        using (process)
        {
            try
            {
                await pipes.WaitAsync(PipesAfterExit, time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // All that the CLI itself wrote has been read by now.
            }
            return new(process.ExitCode, errors.ToString(), interruption.WasGiven, process.Id);
        }
    }

    private static Process Start(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, UseShellExecute = false };
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task PumpAsync(Stream stream, Action<ReadOnlySpan<byte>> into)
    {
        var buffer = new byte[16 * 1024];
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? thrown = null;
        while (await stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) is var read and > 0)
        {
            try
            {
                if (thrown is null)
                    into(buffer.AsSpan(0, read));
            }
            catch (Exception e)
            {
                // A pipe that nobody reads any more would stop the CLI in the middle of its work.
                thrown = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
            }
        }
        thrown?.Throw();
    }

    private static async Task FeedAsync(Stream stream, string? input)
    {
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                if (input is not null)
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(input), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }
}
