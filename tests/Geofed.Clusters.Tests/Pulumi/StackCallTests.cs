using Geofed.Clusters.Pulumi;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Pulumi;

/// <summary>What the CLI is called with: arguments and environment, to the letter.</summary>
[Collection(nameof(PlayedCli))]
public class StackCallTests
{
    private const string West = "organization/geofed/west";
    private static readonly string[] Quiet = ["--non-interactive", "--color", "never"];
    private static readonly Urn Pool = new("urn:pulumi:west::geofed::gcp:container/nodePool:NodePool::gpu");

    public static TheoryData<string, string[], string[]> Arguments() => new()
    {
        { "init", [.. StackArguments.Init(West, null)], ["stack", "init", West, "--no-select"] },
        { "init with a provider", [.. StackArguments.Init(West, "gcpkms://k")], ["stack", "init", West, "--no-select", "--secrets-provider", "gcpkms://k"] },
        { "up", [.. StackArguments.Up(West, new())], ["up", "--yes", "--skip-preview", "--json", "--stack", West] },
        {
            "up with all", [.. StackArguments.Up(West, new() { Message = "why", Refresh = true, ContinueOnError = true, Targets = [Pool], Replace = [Pool], Parallel = 4 })],
            ["up", "--yes", "--skip-preview", "--json", "--stack", West, "--refresh", "--continue-on-error", "--target", Pool.Text, "--replace", Pool.Text, "--message", "why", "--parallel", "4"]
        },
        { "preview", [.. StackArguments.Preview(West, new() { ContinueOnError = true })], ["preview", "--json", "--stack", West] },
        { "destroy", [.. StackArguments.Destroy(West, new() { Remove = true })], ["destroy", "--yes", "--skip-preview", "--json", "--stack", West, "--remove"] },
        { "destroy preview", [.. StackArguments.Destroy(West, new() { Remove = true }, previewOnly: true)], ["destroy", "--yes", "--preview-only", "--json", "--stack", West] },
        {
            "refresh", [.. StackArguments.Refresh(West, new() { ImportPendingCreates = new Dictionary<Urn, string> { [Pool] = "id" } })],
            ["refresh", "--yes", "--skip-preview", "--json", "--stack", West, "--import-pending-creates", Pool.Text, "--import-pending-creates", "id"]
        },
        { "repair", [.. StackArguments.Refresh(West, new() { ClearPendingCreates = true })], ["refresh", "--yes", "--skip-preview", "--json", "--stack", West, "--clear-pending-creates"] },
        { "drift", [.. StackArguments.Refresh(West, new() { ClearPendingCreates = true }, previewOnly: true)], ["refresh", "--yes", "--preview-only", "--json", "--stack", West] },
        { "outputs", [.. StackArguments.Outputs(West, showSecrets: true)], ["stack", "output", "--json", "--show-secrets", "--stack", West] },
        { "export", [.. StackArguments.Export(West)], ["stack", "export", "--stack", West] },
        { "history", [.. StackArguments.History(West, 3)], ["stack", "history", "--json", "--page-size", "3", "--page", "1", "--stack", West] },
        { "cancel", [.. StackArguments.Cancel(West)], ["cancel", "--stack", West, "--yes"] },
        { "remove", [.. StackArguments.Remove(West, force: false)], ["stack", "rm", "--yes", West] },
        { "list", [.. StackArguments.List()], ["stack", "ls", "--json", "--all"] },
        { "plugin", [.. StackArguments.InstallPlugin("gcp", "9.37.0")], ["plugin", "install", "resource", "gcp", "9.37.0", "--exact"] },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Arguments_are_those_of_the_Automation_API(string what, string[] arguments, string[] expected) => Assert.True(expected.Concat(Quiet).SequenceEqual(arguments), $"{what}: {string.Join(' ', arguments)}");

    [UnixFact]
    public async Task The_CLI_runs_in_the_stacks_folder_with_nothing_to_read_and_the_arguments_as_they_are()
    {
        using var cli = new PlayedCli("""cat "$here/events" 2>/dev/null; exit 0""");
        var stack = await cli.StackAsync();
        var result = await stack.UpAsync(new() { Message = "it's \"quoted\" $HOME" }, null, default);
        Assert.Empty(result.Changes);
        Assert.Equal(["up", "--yes", "--skip-preview", "--json", "--stack", West, "--message", "it's \"quoted\" $HOME", .. Quiet], cli.Arguments(0));
        Assert.EndsWith("/home/pulumi/geofed/west", cli.Written("pwd.0"), StringComparison.Ordinal);
        Assert.Equal("", cli.Written("stdin.0"));
    }

    [UnixFact]
    public async Task What_would_change_the_meaning_of_a_call_is_not_handed_down()
    {
        using var cli = new PlayedCli();
        Environment.SetEnvironmentVariable("PULUMI_OPTION_TARGET", "urn:forgotten");
        try
        {
            foreach (var (name, value) in CallerEnvironment.Read().Where(v => v.Key.StartsWith("PULUMI_OPTION_", StringComparison.Ordinal)))
                cli.Caller[name] = value;
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_OPTION_TARGET", null);
        }
        (cli.Caller["PULUMI_STACK"], cli.Caller["PULUMI_SKIP_CHECKPOINTS"], cli.Caller["PULUMI_HOME"], cli.Caller["GOOGLE_PROJECT"]) = ("other", "true", "/mine", "p");
        var stack = await cli.StackAsync();
        await stack.DestroyAsync(null, null, default);
        var environment = cli.Environment(0);
        Assert.Contains("PULUMI_OPTION_TARGET", cli.Caller.Keys);
        Assert.DoesNotContain(environment.Keys, k => k.StartsWith("PULUMI_OPTION_", StringComparison.Ordinal) || k is "PULUMI_STACK" or "PULUMI_SKIP_CHECKPOINTS");
        Assert.Equal(("/mine", "p", "true", "1"), (environment["PULUMI_HOME"], environment["GOOGLE_PROJECT"], environment["PULUMI_SKIP_UPDATE_CHECK"], environment["NO_COLOR"]));
        Assert.StartsWith(Path.GetDirectoryName(cli.Program)! + ":", environment["PATH"], StringComparison.Ordinal);
        Assert.False(environment.ContainsKey("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"));
    }

    [UnixFact]
    public async Task The_default_backend_is_a_folder_of_the_home_with_a_passphrase_that_only_a_file_holds()
    {
        using var cli = new PlayedCli();
        await (await cli.StackAsync()).InitAsync(default);
        await (await cli.StackAsync("east")).UpAsync(null, null, default);
        var (file, passphrase) = (cli.Environment(0)["PULUMI_CONFIG_PASSPHRASE_FILE"], File.ReadAllText(cli.Environment(0)["PULUMI_CONFIG_PASSPHRASE_FILE"]));
        Assert.Equal(file, cli.Environment(1)["PULUMI_CONFIG_PASSPHRASE_FILE"]);
        Assert.Equal(32, Convert.FromBase64String(passphrase).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, PlayedCli.ModeOf(file));
        Assert.Equal("file://" + Path.Combine(cli.Home.Folder, "pulumi", "state"), cli.Environment(0)["PULUMI_BACKEND_URL"]);
        Assert.True(Directory.Exists(Path.Combine(cli.Home.Folder, "pulumi", "state")));
        Assert.DoesNotContain(passphrase, cli.Written("argv.0") + cli.Written("env.0"), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task The_callers_backend_and_passphrase_are_taken_as_they_are()
    {
        using var cli = new PlayedCli();
        (cli.Caller["PULUMI_BACKEND_URL"], cli.Caller["PULUMI_CONFIG_PASSPHRASE"]) = ("gs://acme-state", "");
        await (await cli.StackAsync(secretsProvider: "gcpkms://k")).InitAsync(default);
        Assert.Equal(["stack", "init", West, "--no-select", "--secrets-provider", "gcpkms://k", .. Quiet], cli.Arguments(0));
        Assert.Equal(("gs://acme-state", ""), (cli.Environment(0)["PULUMI_BACKEND_URL"], cli.Environment(0)["PULUMI_CONFIG_PASSPHRASE"]));
        Assert.False(cli.Environment(0).ContainsKey("PULUMI_CONFIG_PASSPHRASE_FILE"));
        Assert.False(Directory.Exists(Path.Combine(cli.Home.Folder, "pulumi", "state")));
    }

    [UnixFact]
    public async Task A_stack_that_is_there_is_not_made_again_and_one_that_is_gone_is_removed()
    {
        using var cli = new PlayedCli("""[ "$2" = init ] && echo "error: stack '$3' already exists" >&2 && exit 1; echo "error: no stack named '$4' found" >&2; exit 6""");
        var stack = await cli.StackAsync();
        Assert.False(await stack.InitAsync(default));
        Assert.True(Directory.Exists(stack.Workspace.Folder));
        Assert.False(await stack.RemoveAsync(force: false, default));
        Assert.False(Directory.Exists(stack.Workspace.Folder));
    }

    [UnixFact]
    public async Task Secrets_of_outputs_are_asked_for_only_when_there_are_some()
    {
        using var cli = new PlayedCli("""case "$*" in *show-secrets*) echo '{"name":"w","ca":"S3CRET"}';; *west*) echo '{"name":"w","ca":"[secret]"}';; *) echo '{"name":"e"}';; esac""");
        var outputs = await (await cli.StackAsync()).OutputsAsync(default);
        Assert.Equal((true, "S3CRET", false), (outputs["ca"].IsSecret, outputs["ca"].Value.Str(), outputs["name"].IsSecret));
        Assert.Equal(2, cli.Calls);
        Assert.Equal("e", (await (await cli.StackAsync("east")).OutputsAsync(default))["name"].ToString());
        Assert.Equal(3, cli.Calls);
    }

    [UnixFact]
    public async Task A_secret_goes_to_the_CLI_where_nobody_else_can_read_it()
    {
        using var cli = new PlayedCli();
        await (await cli.StackAsync()).SetSecretAsync("geofed:kubeconfig", "S3CRET\n# more", default);
        Assert.Equal(["config", "set", "geofed:kubeconfig", "--secret", "--stack", West, .. Quiet], cli.Arguments(0));
        Assert.Equal("S3CRET\n# more", cli.Written("stdin.0"));
        Assert.DoesNotContain("S3CRET", cli.Written("env.0"), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Stacks_that_run_at_once_download_no_plugins()
    {
        using var cli = new PlayedCli();
        var found = await PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default);
        var backend = new PulumiBackend(cli.Home, cli.Caller);
        await PulumiPlugins.InstallAsync(found, backend, "gcp", "9.37.0", default);
        await new PulumiStack(found, backend, new(backend, backend.Name("geofed", "west")), TimeProvider.System) { DownloadsPlugins = false }.UpAsync(null, null, default);
        Assert.Equal(["plugin", "install", "resource", "gcp", "9.37.0", "--exact", .. Quiet], cli.Arguments(0));
        Assert.Equal("true", cli.Environment(1)["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"]);
    }

    [UnixFact]
    public async Task A_home_without_stacks_is_listed_without_the_CLI()
    {
        using var cli = new PlayedCli("""echo '[{"name":"organization/geofed/west","current":false},{"name":"organization/mine/x","current":false}]'""");
        var (found, backend) = (await PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default), new PulumiBackend(cli.Home, cli.Caller));
        Assert.Empty(await PulumiStacks.ListAsync(found, backend, "geofed", default));
        Assert.Equal(0, cli.Calls);
        Directory.CreateDirectory(Path.Combine(cli.Home.Folder, "pulumi", "state", ".pulumi"));
        Assert.Equal("west", Assert.Single(await PulumiStacks.ListAsync(found, backend, "geofed", default)).Name.Stack);
    }
}
