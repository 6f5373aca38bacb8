using System.Diagnostics;
using System.Runtime.InteropServices;
using Geofed.Model;

namespace Geofed.PulumiDouble.Tests;

/// <summary>Signals, and two that write at the same time (contract 1.7, 1.8).</summary>
public class SignalTests : IAsyncLifetime
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private readonly Workspace _workspace = new();

    public async Task InitializeAsync() => await _workspace.InitAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public async Task One_signal_lets_what_runs_end_saves_it_and_begins_nothing_new(int signal)
    {
        _workspace.Fault("hang", "network");
        var process = Begin();
        await ReachedAsync(process, "\"create\",\"urn\":\"urn:pulumi:euw4-a::geofed-member::gcp:compute/network");
        Assert.Equal(0, Kill(process.Id, signal));
        var run = await Run.OfAsync(process, null);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Bodies("stdoutEvent"), e => e.Str("message")!.StartsWith("^C received; cancelling.", StringComparison.Ordinal));
        Assert.Equal(["update canceled\n"], run.Diagnostics);
        Assert.Equal("failed", run.Bodies("summaryEvent").Single().Str("result"));
        Assert.Contains(_workspace.Checkpoint.Objects("resources"), r => r.Str("type") == "gcp:compute/network:Network");
        Assert.Empty(_workspace.Checkpoint.Objects("pending_operations"));
        Assert.Empty(Directory.GetFiles(_workspace.LockFolder));
        Assert.Equal([signal == SigInt ? "SIGINT" : "SIGTERM"], _workspace.Calls[^1].Strings("signals"));
    }

    [Fact]
    public async Task Two_signals_end_it_now_with_what_was_going_on_left_pending()
    {
        _workspace.Fault("stuck", "network");
        var process = Begin();
        await ReachedAsync(process, "\"create\",\"urn\":\"urn:pulumi:euw4-a::geofed-member::gcp:compute/network");
        Kill(process.Id, SigInt);
        await ReachedAsync(process, "^C received; cancelling.");
        Kill(process.Id, SigInt);
        var run = await Run.OfAsync(process, null);
        Assert.Equal(8, run.ExitCode);
        Assert.Equal("canceled", run.Bodies("summaryEvent").Single().Str("result"));
        Assert.Equal("creating", _workspace.Checkpoint.Objects("pending_operations").Single().Str("type"));
        Assert.Empty(Directory.GetFiles(_workspace.LockFolder));
    }

    [Fact]
    public async Task A_kill_leaves_the_lock_and_what_was_going_on()
    {
        _workspace.Fault("stuck", "network");
        var process = Begin();
        await ReachedAsync(process, "\"create\",\"urn\":\"urn:pulumi:euw4-a::geofed-member::gcp:compute/network");
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Equal("creating", _workspace.Checkpoint.Objects("pending_operations").Single().Str("type"));
        Assert.Single(Directory.GetFiles(_workspace.LockFolder));
    }

    [Fact]
    public async Task A_second_writer_is_told_who_has_the_stack_and_a_preview_does_not_mind()
    {
        _workspace.Fault("hang", "network");
        var first = Begin();
        await ReachedAsync(first, "\"create\",\"urn\":\"urn:pulumi:euw4-a::geofed-member::gcp:compute/network");
        var second = (await _workspace.UpAsync()).Failed(1, "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.");
        Assert.Matches($@"file://.*/locks/organization/geofed-member/euw4-a/[0-9a-f-]+\.json: created by .+@.+ \(pid {first.Id}\) at \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ", second.Error);
        (await _workspace.RunAsync("preview", "--json", "--stack", Workspace.Stack)).Succeeded();
        Kill(first.Id, SigInt);
        Assert.Equal(1, (await Run.OfAsync(first, null)).ExitCode);
        _workspace.NoFault();
        (await _workspace.UpAsync()).Succeeded();
    }

    /// <summary>An update whose events go to a file as well, so that they can be read while it runs.</summary>
    private Process Begin()
    {
        _workspace.Environment["PULUMI_DEBUG_COMMANDS"] = "true";
        return _workspace.Start("up", "--yes", "--skip-preview", "--json", "--color", "never", "--stack", Workspace.Stack, "--event-log", EventLog);
    }

    private string EventLog => Path.Combine(_workspace.State, "events.jsonl");

    private async Task ReachedAsync(Process process, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(EventLog) || !(await ReadAsync()).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, "It ended before it got there.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private async Task<string> ReadAsync()
    {
        await using var file = new FileStream(EventLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
