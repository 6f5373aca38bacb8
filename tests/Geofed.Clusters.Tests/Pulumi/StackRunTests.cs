using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

/// <summary>The CLI as a process: what it says while it runs, how it is asked to end, and how it fails.</summary>
[Collection(nameof(PlayedCli))]
public class StackRunTests
{
    private const string Started = """{"sequence":1,"timestamp":1767225603,"resourcePreEvent":{"metadata":{"op":"create","urn":"urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west","type":"gcp:container/cluster:Cluster","detailedDiff":null,"logical":true}}}""";
    private const string Ended = """{"sequence":2,"timestamp":1767225703,"resOutputsEvent":{"metadata":{"op":"create","urn":"urn:pulumi:west::geofed::gcp:container/cluster:Cluster::west","type":"gcp:container/cluster:Cluster","detailedDiff":null,"logical":true}}}""";
    private const string Canceled = """{"sequence":3,"timestamp":1767225703,"diagnosticEvent":{"prefix":"error: ","message":"update canceled\n","color":"never","severity":"error"}}""";
    private const string Last = """{"sequence":9,"timestamp":1767225703,"cancelEvent":{}}""";

    /// <summary>Begins, waits for a signal, finishes its step as Pulumi does, and ends with exit code 1.</summary>
    private const string Graceful = $$"""
        trap 'echo INT >> "$here/signals"' INT
        echo '{{Started}}'
        await signals
        sleep 0.3
        echo '{{Ended}}'
        echo '{{Canceled}}'
        echo '{{Last}}'
        echo saved > "$here/saved"
        exit 1
        """;

    [UnixFact]
    public async Task Cancelling_asks_once_to_end_and_waits_until_the_state_is_saved()
    {
        using var cli = new PlayedCli(Graceful);
        var stack = await cli.StackAsync();
        using var cancel = new CancellationTokenSource();
        var heard = new Heard(e => Cancel(e, cancel));
        var error = await Assert.ThrowsAsync<PulumiException>(() => stack.UpAsync(null, heard, cancel.Token));
        Assert.Equal(PulumiErrorKind.Canceled, error.Kind);
        Assert.Contains("its state is saved", error.Message, StringComparison.Ordinal);
        Assert.Equal("INT", cli.Written("signals"));
        Assert.True(cli.Wrote("saved"));
        Assert.IsType<CancelEvent>(heard.Events[^1]);
    }

    [UnixFact]
    public async Task A_CLI_that_takes_longer_to_end_is_left_alone_and_never_killed()
    {
        using var cli = new PlayedCli($"""
            trap '' INT
            echo '{Started}'
            await go
            echo '{Ended}'
            echo done > "$here/done"
            """);
        var stack = await cli.StackAsync(grace: TimeSpan.Zero);
        using var cancel = new CancellationTokenSource();
        var error = await Assert.ThrowsAsync<PulumiException>(() => stack.UpAsync(null, new Heard(e => Cancel(e, cancel)), cancel.Token));
        Assert.Equal((PulumiErrorKind.Canceled, null), (error.Kind, error.ExitCode));
        Assert.Contains("It goes on by itself (pulumi, process ", error.Message, StringComparison.Ordinal);
        cli.Give("go");
        for (var i = 0; i < 600 && !cli.Wrote("done"); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, default);
        Assert.True(cli.Wrote("done"));
    }

    [UnixFact]
    public async Task Cancelled_beforehand_it_does_not_begin()
    {
        using var cli = new PlayedCli();
        var stack = await cli.StackAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stack.UpAsync(null, null, new(canceled: true)));
        Assert.Equal(0, cli.Calls);
    }

    [UnixFact]
    public async Task A_terminals_signal_does_not_reach_the_CLI_since_it_has_a_session_of_its_own()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var cli = new PlayedCli("""read -r pid name state parent group session rest < /proc/$$/stat; echo "$$ $pid $group $session" > "$here/ids" """);
        await (await cli.StackAsync()).UpAsync(null, null, default);
        Assert.Single(cli.Written("ids").Split(' ').Distinct());
    }

    [Theory]
    [InlineData("/usr/bin/setsid", "/usr/bin/setsid")]
    [InlineData("/bin/setsid", "/bin/setsid")]
    [InlineData("/usr/bin/perl", "/usr/bin/perl")]
    [InlineData("/usr/bin/other", null)]
    public void The_session_is_made_by_what_the_system_has(string there, string? program) => Assert.Equal(program, OwnSession.Starter(p => p == there)?[0]);

    [UnixFact]
    public async Task Events_are_heard_while_the_CLI_runs()
    {
        using var cli = new PlayedCli($"""
            echo '{Started}'
            await heard
            echo '{Ended}'
            echo '{Last}'
            """);
        var stack = await cli.StackAsync();
        var heard = new Heard(e => cli.Give(e is ResourcePreEvent ? "heard" : "other"));
        await stack.UpAsync(null, heard, default);
        Assert.Equal([typeof(ResourcePreEvent), typeof(ResourceOutputsEvent), typeof(CancelEvent)], heard.Events.Select(e => e.GetType()));
    }

    [UnixFact]
    public async Task A_listener_that_throws_does_not_stop_the_CLI_in_the_middle()
    {
        using var cli = new PlayedCli($"""
            echo '{Started}'
            i=0; while [ $i -lt 3000 ]; do echo '{Ended}'; i=$((i+1)); done
            echo done > "$here/done"
            """);
        var stack = await cli.StackAsync();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => stack.UpAsync(null, new Heard(_ => throw new InvalidTimeZoneException()), default));
        Assert.True(cli.Wrote("done"));
    }

    [UnixFact]
    public async Task A_killed_CLI_leaves_pending_operations()
    {
        using var cli = new PlayedCli($"echo '{Started}'; kill -9 $$");
        var stack = await cli.StackAsync();
        var error = await Assert.ThrowsAsync<PulumiException>(() => stack.UpAsync(null, null, default));
        Assert.Equal((PulumiErrorKind.PendingOperations, 137), (error.Kind, error.ExitCode));
    }

    [UnixFact]
    public async Task A_failure_tells_the_end_of_what_was_said()
    {
        using var cli = new PlayedCli("""i=0; while [ $i -lt 20000 ]; do echo "noise $i" >&2; i=$((i+1)); done; echo "error: out of luck" >&2; exit 255""");
        var stack = await cli.StackAsync();
        var error = await Assert.ThrowsAsync<PulumiException>(() => stack.ExportAsync(default));
        Assert.Equal((PulumiErrorKind.CommandFailed, "the export failed (pulumi ended with exit code 255): out of luck"), (error.Kind, error.Reason));
        Assert.True(error.ErrorOutput.Length <= 64 * 1024);
    }

    [UnixFact]
    public async Task A_preview_that_fails_tells_what_its_digest_says()
    {
        using var cli = new PlayedCli("""echo '{"steps":[],"diagnostics":[{"message":"error: no property named nodez","severity":"error"}]}'; exit 1""");
        var stack = await cli.StackAsync();
        var error = await Assert.ThrowsAsync<PulumiException>(() => stack.PreviewAsync(null, default));
        Assert.Contains("no property named nodez", error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task An_answer_that_is_no_document_is_told_as_such()
    {
        using var cli = new PlayedCli("echo 'warning: hello'");
        var stack = await cli.StackAsync();
        Assert.Contains("cannot be read", (await Assert.ThrowsAsync<PulumiException>(() => stack.HistoryAsync(1, default))).Message, StringComparison.Ordinal);
    }

    private static void Cancel(EngineEvent e, CancellationTokenSource source)
    {
        if (e is ResourcePreEvent)
            source.CancelAsync();
    }
}
