using System.Runtime.InteropServices;
using Geofed.ApiServer.Hosting;
using Geofed.Client;

namespace Geofed.Server;

/// <summary>
/// The program <c>geofed-server</c>: <c>[serve] [--home DIR] [--port N] [--background]</c> serves a home, <c>bare --port N --token T [--data DIR]</c>
/// one empty API. It ends in good order on SIGTERM and SIGINT; with --background, the terminal of the shell that started it is not its own.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var line = ServerCommandLine.Parse(args);
        if (line.Background)
            OwnSession.Begin();
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            if (!line.Background)
                Stop(signal, stop);
        });
        try
        {
            if (line.Error is not null)
                throw new ArgumentException(line.Error);
            return line.Bare ? await BareAsync(line, stop.Token).ConfigureAwait(false) : await ServeAsync(line, stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The last line of standard error is what the person who started it reads.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> ServeAsync(ServerCommandLine line, CancellationToken ct)
    {
        var home = line.Home is null ? HomeFolder.FromEnvironment() : new HomeFolder(line.Home);
        PrivateFile.CreateFolder(home.Folder);
        using var held = await TakeAsync(home, ct).ConfigureAwait(false);
        if (held is null)
        {
            await Console.Error.WriteLineAsync($"Another server runs for {home.Folder}.").ConfigureAwait(false);
            return LocalServer.AlreadyRunning;
        }
        // What a server that was killed said of itself must not be taken for this one's.
        File.Delete(home.StateFile);
        await using var host = await ServerHost.StartAsync(home, line.Port, TimeProvider.System, ct).ConfigureAwait(false);
        new ServerState(Environment.ProcessId, host.Url, ServerHost.Version, TimeProvider.System.GetUtcNow()).Write(home.StateFile);
        await Console.Out.WriteLineAsync(host.Url.ToString()).ConfigureAwait(false);
        await UntilAsync(ct).ConfigureAwait(false);
        File.Delete(home.StateFile);
        return 0;
    }

    private static async Task<int> BareAsync(ServerCommandLine line, CancellationToken ct)
    {
        await using var host = await BareHost.StartAsync(line.Port ?? 0, line.Token, line.Data, TimeProvider.System, ct).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(host.Url.ToString().TrimEnd('/')).ConfigureAwait(false);
        await UntilAsync(ct).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Tries for two seconds: clients probe the lock for a moment, and a server that is stopping lets go soon.</summary>
    private static async Task<ServerLock?> TakeAsync(HomeFolder home, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            if (ServerLock.TryTake(home.LockFile) is { } taken)
                return taken;
            // One that answers is no probe and is not stopping: waiting for it would mean to follow it when somebody stops it.
            if (new LocalServer(home, TimeProvider.System).GetState() is not null)
                return null;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct).ConfigureAwait(false);
        }
        return null;
    }

    private static async Task UntilAsync(CancellationToken ct)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ct.Register(ended.SetResult).ConfigureAwait(false);
        await ended.Task.ConfigureAwait(false);
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
