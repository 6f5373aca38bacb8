using System.Runtime.InteropServices;
using Geofed.ApiServer.Hosting;
using Geofed.Client;

namespace Geofed.Server;

/// <summary>
/// The program <c>geofed-server</c>: <c>[serve] [--home DIR] [--port N] [--background] [--standby]</c> serves a home, <c>bare --port N --token T [--data DIR]</c>
/// one empty API. It ends in good order on SIGTERM and SIGINT; with --background, the terminal of the shell that started it is not its own; with
/// --standby it waits until no other process serves the home.
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
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0; // Stopped while it stood by, or was about to serve.
        }
#pragma warning disable CA1031 // The last line of standard error is what the person who started it reads.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            if (line.Standby && Directory.Exists(HomeOf(line).Folder)) // Who started it may be gone when its turn comes.
                new ServerLog(HomeOf(line).LogFile, TimeProvider.System).Write($"The server did not start: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> ServeAsync(ServerCommandLine line, CancellationToken ct)
    {
        var home = HomeOf(line);
        PrivateFile.CreateFolder(home.Folder);
        using var held = line.Standby
            ? await Leadership.AwaitAsync(home, TimeProvider.System, ct).ConfigureAwait(false)
            : await Leadership.TryTakeAsync(home, TimeProvider.System, ct).ConfigureAwait(false);
        if (held is null)
        {
            await Console.Error.WriteLineAsync($"Another server runs for {home.Folder}.").ConfigureAwait(false);
            return LocalServer.AlreadyRunning;
        }
        // What a server that was killed said of itself must not be taken for this one's.
        ForgetState(home);
        await using var host = await ServerHost.StartAsync(home, line.Port, TimeProvider.System, ct).ConfigureAwait(false);
        if (host.IsReadOnly && line.Background)
            throw new IOException($"Nothing can be written in {home.Folder}: a server cannot say there where it listens. Make it writable, or run 'geofed-server serve --home {home.Folder}', which serves it for reading, and use its kubeconfigs.");
        if (!host.IsReadOnly)
            new ServerState(Environment.ProcessId, host.Url, ServerHost.Version, TimeProvider.System.GetUtcNow()).Write(home.StateFile);
        await ToldAsync(host.Url.ToString(), host.IsReadOnly).ConfigureAwait(false);
        // One that cannot write says nowhere that the home is its own, so that it cannot tell either when it no longer is.
        var lost = host.IsReadOnly ? UntilAsync(ct) : HomeLoss.UntilLostAsync(home, TimeProvider.System, ct);
        await Task.WhenAny(lost, UntilAsync(ct)).ConfigureAwait(false);
        if (ct.IsCancellationRequested)
        {
            ForgetState(home);
            return 0;
        }
        await Console.Error.WriteLineAsync($"{home.Folder} was deleted: the server that served it ends.").ConfigureAwait(false);
        return 1;
    }

    private static void ForgetState(HomeFolder home)
    {
        try
        {
            File.Delete(home.StateFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The home can only be read. Nobody takes the file for this server's: it names another process.
        }
    }

    private static async Task<int> BareAsync(ServerCommandLine line, CancellationToken ct)
    {
        await using var host = await BareHost.StartAsync(line.Port ?? 0, line.Token, line.Data, TimeProvider.System, ct).ConfigureAwait(false);
        await ToldAsync(host.Url.ToString().TrimEnd('/'), host.IsReadOnly).ConfigureAwait(false);
        await UntilAsync(ct).ConfigureAwait(false);
        return 0;
    }

    private static async Task ToldAsync(string url, bool isReadOnly)
    {
        await Console.Out.WriteLineAsync(url).ConfigureAwait(false);
        if (isReadOnly)
            await Console.Error.WriteLineAsync("Nothing can be written where the data are: they are served for reading as they are now.").ConfigureAwait(false);
    }

    private static HomeFolder HomeOf(ServerCommandLine line) => line.Home is null ? HomeFolder.FromEnvironment() : new(line.Home);

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
