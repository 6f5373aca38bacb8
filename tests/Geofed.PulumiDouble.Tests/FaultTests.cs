using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>The ways in which the double is told to fail.</summary>
public class FaultTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    public async Task InitializeAsync() => await _workspace.InitAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Theory]
    [InlineData("quota", "resource \"NVIDIA_L4_GPUS\": request requires '1.0' and is short '1.0'")]
    [InlineData("quota-cpus", "insufficient regional quota to satisfy request: resource \"CPUS\"")]
    [InlineData("quota-global", "Quota 'GPUS_ALL_REGIONS' exceeded")]
    [InlineData("stockout", "[GCE_STOCKOUT]")]
    [InlineData("api-not-enabled", "has not been used in project acme-ml-prod before or it is disabled")]
    [InlineData("permission-denied", "Required \"container.clusters.update\" permission(s)")]
    [InlineData("no-credentials", "could not find default credentials")]
    [InlineData("token-expired", "invalid_rapt")]
    public async Task Googles_refusals_have_their_own_words_and_can_be_mended(string kind, string text)
    {
        _workspace.Fault(kind, "cpuPool");
        var run = await _workspace.UpAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(text, run.Diagnostics[0], StringComparison.Ordinal);
        Assert.Equal("update failed\n", run.Diagnostics[1]);
        _workspace.NoFault();
        Assert.Contains("create cpuPool", (await _workspace.UpAsync()).Succeeded().Steps);
    }

    [Fact]
    public async Task A_fault_of_no_resource_hits_Googles_first()
    {
        _workspace.Fault("no-credentials");
        var run = await _workspace.UpAsync();
        Assert.Equal("gcp:compute/network:Network", run.Bodies("resOpFailedEvent").Single().Str("metadata", "type"));
    }

    [Fact]
    public async Task A_network_that_goes_in_the_middle_leaves_the_resource_with_its_error()
    {
        _workspace.Fault("network-lost", "cpuPool");
        var run = (await _workspace.UpAsync()).Failed(1, "no such host");
        Assert.Equal((1L, false), (run.Bodies("resOpFailedEvent").Single().Int("status"), run.Bodies("summaryEvent").Single().Bool("maybeCorrupt")));
        Assert.Single(_workspace.Checkpoint.Objects("resources"), r => r.Arr("initErrors") is not null);
        _workspace.NoFault();
        Assert.Contains("update cpuPool", (await _workspace.UpAsync()).Succeeded().Steps);
    }

    [Fact]
    public async Task A_plugin_that_is_missing_is_fetched_unless_that_is_forbidden()
    {
        _workspace.Environment["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true";
        (await _workspace.UpAsync()).Failed(1, "install the plugin using `pulumi plugin install resource gcp v9.37.0`");
        (await _workspace.RunAsync("plugin", "install", "resource", "gcp", "9.37.0", "--exact", "--non-interactive")).Succeeded();
        Assert.Equal("9.37.0", (await _workspace.RunAsync("plugin", "ls", "--json")).Json[0].Str("version"));
        (await _workspace.UpAsync()).Succeeded();
        (await _workspace.RunAsync("plugin", "rm", "resource", "gcp", "--yes")).Succeeded();
        _workspace.Environment.Remove("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION");
        Assert.Contains((await _workspace.UpAsync()).Succeeded().Bodies("progressEvent"), p => p.Str("type") == "plugin-download" && p.Bool("done") == true);
    }

    [Fact]
    public async Task A_newer_state_can_be_pretended()
    {
        _workspace.Fault("newer-state");
        (await _workspace.UpAsync()).Failed(1, "is newer than what this version of the Pulumi CLI understands");
    }

    [Fact]
    public async Task A_crash_leaves_the_lock_and_what_was_going_on_and_both_can_be_mended()
    {
        _workspace.Fault("crash", "cpuPool");
        Assert.Equal(137, (await _workspace.UpAsync()).ExitCode);
        var crashed = _workspace.Calls[^1];
        Assert.Null(crashed["exitCode"]);
        var pending = _workspace.Checkpoint.Objects("pending_operations").Single();
        Assert.Equal(("creating", "gcp:container/nodePool:NodePool"), (pending.Str("type"), pending.Str("resource", "type")));
        _workspace.NoFault();
        (await _workspace.UpAsync()).Failed(1, $"(pid {crashed.Int("pid")})");
        (await _workspace.RunAsync("cancel", "--yes", "--stack", Workspace.Stack)).Succeeded();
        Assert.Contains((await _workspace.UpAsync()).Succeeded().Bodies("diagnosticEvent"), d => d.Str("message")!.Contains("interrupted while creating", StringComparison.Ordinal));
        Assert.Single(_workspace.Checkpoint.Objects("pending_operations"));
        (await _workspace.RunAsync("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--json", "--stack", Workspace.Stack)).Succeeded();
        Assert.Empty(_workspace.Checkpoint.Objects("pending_operations"));
    }
}
