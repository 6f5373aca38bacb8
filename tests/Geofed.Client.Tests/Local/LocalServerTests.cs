namespace Geofed.Client.Tests.Local;

/// <summary>Against programs that stand in for the server; a shell script each.</summary>
public sealed class LocalServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geofed-local-").FullName;
    private readonly LocalServer _server;

    public LocalServerTests() => _server = new(new(Path.Combine(_folder, "home")), TimeProvider.System);

    [Fact]
    public void Without_a_state_file_nothing_runs() => Assert.Null(_server.GetState());

    [Fact]
    public void A_state_file_that_a_killed_server_left_behind_does_not_count()
    {
        var state = new ServerState(1, new("https://127.0.0.1:7443"), "0.1.0", DateTimeOffset.UnixEpoch);
        state.Write(_server.Home.StateFile);
        Assert.Equal(state, ServerState.Read(_server.Home.StateFile));
        Assert.Null(_server.GetState());
    }

    [Fact]
    public void A_server_runs_while_its_lock_is_held_and_there_is_no_second_one()
    {
        new ServerState(1, new("https://127.0.0.1:7443"), "0.1.0", DateTimeOffset.UnixEpoch).Write(_server.Home.StateFile);
        using (var held = ServerLock.TryTake(_server.Home.LockFile))
        {
            Assert.NotNull(held);
            Assert.Null(ServerLock.TryTake(_server.Home.LockFile));
            Assert.Equal("https://127.0.0.1:7443/", _server.GetState()?.Address.ToString());
        }
        Assert.Null(_server.GetState());
    }

    [Fact]
    public void Looking_for_a_lock_makes_none_and_no_folder()
    {
        Assert.Null(ServerLock.TryTakeExisting(_server.Home.LockFile));
        Assert.False(ServerLock.IsTaken(_server.Home.LockFile));
        Assert.False(Directory.Exists(_server.Home.Folder));
        ServerLock.TryTake(_server.Home.LockFile)!.Dispose();
        using var held = ServerLock.TryTakeExisting(_server.Home.LockFile);
        Assert.NotNull(held);
        Assert.Null(ServerLock.TryTakeExisting(_server.Home.LockFile));
        Assert.True(ServerLock.IsTaken(_server.Home.LockFile));
    }

    [Fact]
    public async Task A_program_that_cannot_start_is_quoted()
    {
        if (OperatingSystem.IsWindows())
            return;
        UseProgram("#!/bin/sh\necho 'noise' >&2\necho 'Port 7443 is taken by another process.' >&2\nexit 2\n");
        var e = await Assert.ThrowsAsync<ServerStartException>(() => _server.StartAsync(7443, CancellationToken.None));
        Assert.Equal("The server did not start: Port 7443 is taken by another process.", e.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        Environment.SetEnvironmentVariable("GEOFED_SERVER", Path.Combine(_folder, "missing"));
        await Assert.ThrowsAsync<ServerStartException>(() => _server.ConnectAsync(startIfMissing: true, CancellationToken.None));
        Assert.Null(await _server.ConnectAsync(startIfMissing: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_another_session_started_meanwhile_is_used()
    {
        if (OperatingSystem.IsWindows())
            return;
        UseProgram($"#!/bin/sh\nexit {LocalServer.AlreadyRunning}\n");
        var starting = _server.StartAsync(null, CancellationToken.None);
        using var held = ServerLock.TryTake(_server.Home.LockFile);
        new ServerState(7, new("https://127.0.0.1:7443"), "0.1.0", DateTimeOffset.UnixEpoch).Write(_server.Home.StateFile);
        Assert.Equal(7, (await starting.WaitAsync(TimeSpan.FromSeconds(60))).ProcessId);
    }

    [Fact]
    public async Task Stopping_what_does_not_run_is_no_failure() => Assert.False(await _server.StopAsync(TimeSpan.FromSeconds(1), CancellationToken.None));

    private void UseProgram(string script)
    {
        var path = Path.Combine(_folder, "server.sh");
        File.WriteAllText(path, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("GEOFED_SERVER", path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("GEOFED_SERVER", null);
        Directory.Delete(_folder, recursive: true);
    }
}
