using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;
using Microsoft.Data.Sqlite;

namespace Geofed.Server.Tests;

/// <summary>The server process from its start to its end, whichever way it ends.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private readonly HomeProcess _home = new();

    [Fact]
    public async Task It_writes_its_state_when_it_answers_and_takes_it_away_when_it_stops()
    {
        var state = await _home.StartAsync();
        Assert.Equal("ok", await _home.Root().GetRawAsync("/readyz", default));
        Assert.Equal(Uri.UriSchemeHttps, state.Address.Scheme);
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(state.Address.Host)));

        Assert.True(await _home.Local.StopAsync(TimeSpan.FromSeconds(60), default));
        Assert.Null(_home.Local.GetState());
        Assert.False(File.Exists(_home.Home.StateFile));
        Assert.False(await _home.Local.StopAsync(TimeSpan.FromSeconds(60), default));
    }

    [Fact]
    public async Task It_ends_when_its_home_is_deleted()
    {
        var state = await _home.StartAsync();
        _home.TakeAway();
        await HomeProcess.EndedAsync(state.ProcessId);
        Assert.False(Directory.Exists(_home.Home.Folder));
    }

    [Fact]
    public async Task It_ends_when_its_home_was_made_anew_and_leaves_that_to_the_one_that_serves_it()
    {
        var former = await _home.StartAsync();
        _home.TakeAway();
        var state = await _home.StartAsync();
        await HomeProcess.EndedAsync(former.ProcessId);
        Assert.Equal(state, _home.Local.GetState());
        Assert.Equal("ok", await _home.Root().GetRawAsync("/readyz", default));
    }

    [Fact]
    public async Task Sessions_that_start_it_at_the_same_time_share_one()
    {
        var states = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new LocalServer(_home.Home, TimeProvider.System).StartAsync(null, default)));
        Assert.Single(states.Select(s => s.ProcessId).Distinct());
    }

    [Fact]
    public async Task It_takes_the_port_of_its_last_run_again()
    {
        var first = await _home.StartAsync();
        await _home.KillAsync();
        Assert.Equal(first.Address, (await _home.StartAsync()).Address);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_of_and_nothing_stays_behind()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var e = await Assert.ThrowsAsync<ServerStartException>(() => _home.StartAsync(port));
        Assert.Contains($"Port {port} of this machine is taken", e.Message, StringComparison.Ordinal);
        Assert.Null(_home.Local.GetState());

        // Without a wish it starts, whatever the port was last time.
        await _home.StartAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_of()
    {
        PrivateFile.CreateFolder(_home.Home.Folder);
        await File.WriteAllBytesAsync(_home.Home.Database, RandomNumberGenerator.GetBytes(4096));
        var e = await Assert.ThrowsAsync<ServerStartException>(() => _home.StartAsync());
        Assert.Contains("no Geofed database", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_program_holds_is_told_of_and_left_alone()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        await _home.KillAsync();
        using (var other = new SqliteConnection($"Data Source={_home.Home.Database};Pooling=False"))
        {
            await other.OpenAsync();
            await using var held = await other.BeginTransactionAsync();
            var e = await Assert.ThrowsAsync<ServerStartException>(() => _home.StartAsync());
            Assert.Contains("is locked", e.Message, StringComparison.Ordinal);
            Assert.Contains("GEOFED_HOME", e.Message, StringComparison.Ordinal);
        }
        await _home.StartAsync();
        Assert.Equal("us", (await _home.Root().GetAsync(new(LocalApi.SimulatedClusters, null, "us"), default)).Name());
    }

    [Fact]
    public async Task Secrets_are_readable_by_their_owner_alone()
    {
        await _home.StartAsync();
        await _home.CreateClusterAsync("us");
        if (OperatingSystem.IsWindows())
            return;
        string[] secret = [_home.Home.RootKubeconfig, _home.Home.ClusterKubeconfig("us"), Path.Combine(_home.Home.CertificateFolder, "ca.key")];
        foreach (var path in secret)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_home.Home.Folder));
    }

    [Fact]
    public async Task Who_has_no_token_or_a_wrong_one_is_refused()
    {
        var state = await _home.StartAsync();
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler);
        var namespaces = new Uri(state.Address, "root/api/v1/namespaces");
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(namespaces)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guess");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(namespaces)).StatusCode);
    }

    [Fact]
    public async Task Its_certificate_is_not_one_that_the_machine_trusts()
    {
        var state = await _home.StartAsync();
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(state.Address));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();
}
