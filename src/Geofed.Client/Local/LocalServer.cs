using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Geofed.Client;

/// <summary>
/// The server process of a home: found by its state file, started when it is missed, never twice. The process takes the lock file, writes
/// the root kubeconfig, and then the state file when it answers; it ends with <see cref="AlreadyRunning"/> when another one has the lock,
/// and with a sentence on standard error when it cannot start. SIGTERM ends it in good order.
/// </summary>
public sealed class LocalServer(HomeFolder home, TimeProvider time)
{
    /// <summary>The exit code of a server that found another one for its home.</summary>
    public const int AlreadyRunning = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public HomeFolder Home => home;

    /// <summary>What the server says of itself; null when it does not run.</summary>
    public ServerState? GetState() =>
        ServerState.Read(home.StateFile) is { } state && IsAlive(state.ProcessId) && ServerLock.IsTaken(home.LockFile) ? state : null;

    /// <summary>The root API, to be disposed of by the caller; null when the server does not run and shall not be started.</summary>
    /// <exception cref="ServerStartException">It could not be started.</exception>
    public async Task<HttpKubeApi?> ConnectAsync(bool startIfMissing, CancellationToken ct)
    {
        if (GetState() is null)
        {
            if (!startIfMissing)
                return null;
            await StartAsync(null, ct).ConfigureAwait(false);
        }
        return HttpKubeApi.FromKubeconfig(home.RootKubeconfig);
    }

    /// <summary>Starts the server unless it runs, and returns when it answers.</summary>
    /// <param name="port">One that is free when null.</param>
    /// <exception cref="ServerStartException">It could not be started; the message has its own reason.</exception>
    public async Task<ServerState> StartAsync(int? port, CancellationToken ct)
    {
        if (GetState() is { } running)
            return running;
        PrivateFile.CreateFolder(home.Folder);
        using var process = Launch(port);
        var complaint = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.StandardInput.Close();
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Patience)
        {
            if (GetState() is { } state)
            {
                // Another session was faster; the one started here must not take the other's place when that is stopped.
                if (state.ProcessId != process.Id && !process.HasExited)
                    Terminate(process.Id);
                return state;
            }
            if (process.HasExited && process.ExitCode != AlreadyRunning)
                throw new ServerStartException($"The server did not start: {Reason(await complaint.ConfigureAwait(false), process.ExitCode)}");
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
        throw new ServerStartException($"The server did not answer within {Patience.TotalSeconds:0} s.");
    }

    /// <summary>Ends the server and returns when it has ended. False when it did not run.</summary>
    /// <exception cref="TimeoutException">It is still running after <paramref name="timeout"/>.</exception>
    public async Task<bool> StopAsync(TimeSpan timeout, CancellationToken ct)
    {
        if (GetState() is not { } state)
            return false;
        var asked = state.ProcessId;
        Terminate(asked);
        var began = time.GetTimestamp();
        while (ServerLock.IsTaken(home.LockFile))
        {
            // One that was being started all the while may take the place of the one that ended.
            if (GetState() is { } next && next.ProcessId != asked)
                Terminate(asked = next.ProcessId);
            if (time.GetElapsedTime(began) > timeout)
                throw new TimeoutException($"The server (process {asked}) is still running after {timeout.TotalSeconds:0.#} s.");
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
        return true;
    }

    private Process Launch(int? port)
    {
        try
        {
            return Process.Start(ServerProgram.Prepare(home, port))!;
        }
        catch (Win32Exception e)
        {
            throw new ServerStartException($"The server's program could not be started: {e.Message}", e);
        }
    }

    /// <summary>The lock alone does not tell: one that is just starting holds it, beside the state that a killed one left.</summary>
    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Reason(string complaint, int exitCode) =>
        complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : $"its program ended with exit code {exitCode}.";

    /// <summary>Windows has no signal to ask with; the store loses nothing when it is killed.</summary>
    private static void Terminate(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            if (OperatingSystem.IsWindows())
                process.Kill();
            else
                _ = SendSignal(processId, SigTerm);
        }
        catch (ArgumentException)
        {
            // It has just ended by itself.
        }
    }

    private const int SigTerm = 15;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}

/// <summary>The server could not be started. The message says why.</summary>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
