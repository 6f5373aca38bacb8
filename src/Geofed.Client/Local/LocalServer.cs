using System.ComponentModel;
using System.Diagnostics;

namespace Geofed.Client;

/// <summary>
/// The server process of a home: found by its state file, started when it is missed, never twice. The process takes the lock file, writes
/// the root kubeconfig, and then the state file when it answers; it ends with <see cref="AlreadyRunning"/> when another one has the lock,
/// and with a sentence on standard error when it cannot start. SIGTERM ends it in good order. A process that stands by waits for the lock instead.
/// </summary>
public sealed class LocalServer(HomeFolder home, TimeProvider time)
{
    /// <summary>The exit code of a server that found another one for its home.</summary>
    public const int AlreadyRunning = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public HomeFolder Home => home;

    /// <summary>
    /// What the server says of itself; null when it does not run. The lock alone does not tell: one that is just starting holds it, beside the
    /// state that a killed one left.
    /// </summary>
    public ServerState? GetState() =>
        ServerState.Read(home.StateFile) is { } state && ServerProcess.IsAlive(state.ProcessId) && ServerLock.IsTaken(home.LockFile) ? state : null;

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
        return await LaunchAsync(port, standby: false, process =>
        {
            // Another session may have been faster; the one started here must not take the other's place when that is stopped.
            if (GetState() is { } state && state.ProcessId != process.Id && !process.HasExited)
                ServerProcess.Terminate(process.Id);
            return GetState();
        }, ct).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts a process that takes the server's place when that ends in any way but by <see cref="StopAsync"/>, unless one stands by already.
    /// Returns when it stands by, or serves because no other process did.
    /// </summary>
    /// <exception cref="ServerStartException">It could not be started; the message has its own reason.</exception>
    public async Task StandByAsync(CancellationToken ct)
    {
        if (Standbys.Of(home).Count == 0)
            await LaunchAsync(null, standby: true, process => Standbys.Of(home).Contains(process.Id) || GetState()?.ProcessId == process.Id ? process : null, ct).ConfigureAwait(false);
    }

    /// <summary>Ends the server and those that stand by for it, and returns when they have ended. False when none of them ran.</summary>
    /// <exception cref="TimeoutException">One is still running after <paramref name="timeout"/>.</exception>
    public async Task<bool> StopAsync(TimeSpan timeout, CancellationToken ct)
    {
        if (GetState() is null && Standbys.Of(home).Count == 0)
            return false;
        var asked = new HashSet<int>();
        var began = time.GetTimestamp();
        // Those that stand by go first, or one would take the place of the server. One that was being started all the while may still do so.
        while (Standbys.Of(home) is var waiting && (waiting.Count > 0 || ServerLock.IsTaken(home.LockFile)))
        {
            foreach (var next in waiting.Count > 0 ? waiting : GetState() is { } state ? [state.ProcessId] : [])
            {
                if (asked.Add(next))
                    ServerProcess.Terminate(next);
            }
            if (time.GetElapsedTime(began) > timeout)
                throw new TimeoutException($"The server (process {string.Join(", ", asked)}) is still running after {timeout.TotalSeconds:0.#} s.");
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
        return true;
    }

    /// <summary>Starts the program and returns when what was wanted of it is reached.</summary>
    private async Task<T> LaunchAsync<T>(int? port, bool standby, Func<Process, T?> reached, CancellationToken ct) where T : class
    {
        PrivateFile.CreateFolder(home.Folder);
        using var process = Launch(port, standby);
        var complaint = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.StandardInput.Close();
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Patience)
        {
            if (reached(process) is { } done)
                return done;
            if (process.HasExited && process.ExitCode != AlreadyRunning)
                throw new ServerStartException($"The server did not start: {Reason(await complaint.ConfigureAwait(false), process.ExitCode)}");
            await Task.Delay(Step, time, ct).ConfigureAwait(false);
        }
        throw new ServerStartException($"The server did not answer within {Patience.TotalSeconds:0} s.");
    }

    private Process Launch(int? port, bool standby)
    {
        try
        {
            return Process.Start(ServerProgram.Prepare(home, port, standby))!;
        }
        catch (Win32Exception e)
        {
            throw new ServerStartException($"The server's program could not be started: {e.Message}", e);
        }
    }

    private static string Reason(string complaint, int exitCode) =>
        complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : $"its program ended with exit code {exitCode}.";
}

/// <summary>The server could not be started. The message says why.</summary>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
