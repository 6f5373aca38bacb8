using Geofed.Client;

namespace Geofed.Server;

/// <summary>How a process comes to be the one that serves a home: whoever holds the home's lock is.</summary>
internal static class Leadership
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries for two seconds: clients probe the lock for a moment, and a server that is stopping lets go soon. Null when another one serves.</summary>
    public static async Task<ServerLock?> TryTakeAsync(HomeFolder home, TimeProvider time, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            if (ServerLock.TryTake(home.LockFile) is { } taken)
                return taken;
            // One that answers is no probe and is not stopping: waiting for it would mean to follow it when somebody stops it.
            if (new LocalServer(home, time).GetState() is not null)
                return null;
            await Task.Delay(Look, time, ct).ConfigureAwait(false);
        }
        return null;
    }

    /// <summary>Stands by, without touching anything of the home's, until the one that serves it has ended, however it does.</summary>
    /// <exception cref="IOException">The home was deleted meanwhile.</exception>
    public static async Task<ServerLock> AwaitAsync(HomeFolder home, TimeProvider time, CancellationToken ct)
    {
        if (ServerLock.TryTake(home.LockFile) is { } free)
            return free;
        // The mark goes when the lock is taken, not before: a stop finds the one or the other.
        using var mark = await Standbys.JoinAsync(home, time, ct).ConfigureAwait(false);
        await Console.Out.WriteLineAsync($"Standing by for {home.Folder}.").ConfigureAwait(false);
        // A lock outlives who holds it: one that is gone was deleted, with its home, and is not made anew.
        while (File.Exists(home.LockFile))
        {
            if (ServerLock.TryTakeExisting(home.LockFile) is { } taken)
            {
                if (ServerState.Read(home.StateFile) is { } before)
                    await UntilGoneAsync(before.ProcessId, time).ConfigureAwait(false);
                new ServerLog(home.LogFile, time).Write("It was standing by, and serves from now on.");
                return taken;
            }
            await Task.Delay(Look, time, ct).ConfigureAwait(false);
        }
        throw new IOException($"{home.Folder} was deleted: there is nothing to stand by for.");
    }

    /// <summary>The system takes from a killed process one thing after the other: its lock may be free before its port is. One that nobody reaps looks alive.</summary>
    private static async Task UntilGoneAsync(int processId, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (ServerProcess.IsAlive(processId) && time.GetElapsedTime(began) < LongestEnd)
            await Task.Delay(Look / 10, time, CancellationToken.None).ConfigureAwait(false);
    }
}
