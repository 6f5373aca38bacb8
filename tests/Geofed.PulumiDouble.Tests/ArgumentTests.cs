namespace Geofed.PulumiDouble.Tests;

/// <summary>The double takes what the contract documents, and nothing else.</summary>
public class ArgumentTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task It_says_the_version_that_it_is_told_to()
    {
        _workspace.Environment["PULUMI_DOUBLE_VERSION"] = "3.100.0";
        Assert.Equal("v3.100.0\n", (await _workspace.RunAsync("version")).Succeeded().Output);
    }

    [Theory]
    [InlineData("unknown flag: --frob", "up", "--frob")]
    [InlineData("unknown flag: --event-log", "up", "--yes", "--event-log", "/dev/null")]
    [InlineData("unknown flag: --yes", "preview", "--yes")]
    [InlineData("flag needs an argument: --stack", "up", "--stack")]
    [InlineData("unknown shorthand flag: 'x' in -x", "up", "-x")]
    [InlineData("unknown command \"frob\" for \"pulumi\"", "frob")]
    [InlineData("--yes or --skip-preview or --preview-only must be passed in", "up", "--non-interactive")]
    public async Task What_the_CLI_does_not_know_is_refused_in_its_words(string text, params string[] arguments) =>
        (await _workspace.RunAsync(arguments)).Failed(2, text);

    [Fact]
    public async Task The_event_log_is_there_for_those_who_debug_commands()
    {
        await _workspace.InitAsync();
        _workspace.Environment["PULUMI_DEBUG_COMMANDS"] = "true";
        var log = Path.Combine(_workspace.State, "events.jsonl");
        var run = (await _workspace.UpAsync("--event-log", log, "--exec-kind", "auto.local")).Succeeded();
        Assert.Equal(run.Output, await File.ReadAllTextAsync(log));
    }

    [Fact]
    public async Task A_secret_among_the_arguments_is_refused()
    {
        await _workspace.InitAsync();
        (await _workspace.RunAsync("config", "set", "token", "--secret", "--stack", Workspace.Stack, "--non-interactive", "--", "s3cret")).Failed(98, "was given as an argument");
        (await _workspace.RunAsync("config", "set-all", "--stack", Workspace.Stack, "--secret", "k=v")).Failed(98, "was given as an argument");
        (await _workspace.RunAsync("config", "set", "k", Workspace.Passphrase, "--stack", Workspace.Stack)).Failed(98, "the passphrase was given as an argument");
    }

    [Theory]
    [InlineData("PULUMI_OPTION_TARGET")]
    [InlineData("PULUMI_FROBNICATE")]
    public async Task Variables_that_change_what_flags_mean_or_are_not_documented_are_refused(string variable)
    {
        _workspace.Environment[variable] = "x";
        (await _workspace.RunAsync("version")).Failed(98, variable);
    }

    [Fact]
    public async Task Each_call_leaves_a_line_without_secrets()
    {
        await _workspace.InitAsync();
        await _workspace.RunAsync("stack", "output", "--json", "--stack", "nobody");
        Assert.Equal(["stack init organization/geofed-member/euw4-a --no-select --non-interactive", "stack output --json --stack nobody"], _workspace.Calls.Select(c => string.Join(' ', Model.JsonNavigation.Strings(c, "argv"))));
        Assert.Equal([0, 6], _workspace.Calls.Select(c => c["exitCode"]!.GetValue<int>()));
        Assert.DoesNotContain(Workspace.Passphrase, await File.ReadAllTextAsync(_workspace.Environment["PULUMI_DOUBLE_LOG"]!), StringComparison.Ordinal);
    }
}
