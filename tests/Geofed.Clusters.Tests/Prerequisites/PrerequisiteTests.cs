using Geofed.Client;
using Geofed.Clusters.Prerequisites;
using Geofed.Clusters.Pulumi;
using Geofed.Clusters.Tests.Pulumi;

namespace Geofed.Clusters.Tests.Prerequisites;

[Collection(nameof(PlayedCli))]
public class PrerequisiteTests
{
    private const string Plugins = """if [ "$1 $2" = 'plugin ls' ]; then echo '[{"name":"gcp","kind":"resource","version":"9.37.0","size":1},{"name":"kubernetes","kind":"resource","version":"v4.0.0"}]'; fi""";

    private static async Task<Prerequisite> LookAsync(PlayedCli cli, string name) =>
        await PrerequisiteCheck.All.Single(c => c.Name == name).LookAsync(new(cli.Home, cli.Caller, TimeProvider.System), default);

    [Fact]
    public void Names_are_those_of_one_thing_each_and_all_say_what_they_are_needed_for()
    {
        Assert.Equal(PrerequisiteCheck.All.Count, PrerequisiteCheck.All.Select(c => c.Name).Distinct().Count());
        Assert.All(PrerequisiteCheck.All, c => Assert.NotEmpty(c.NeededFor));
    }

    [UnixFact]
    public async Task Pulumi_and_its_plugins_are_found_in_their_versions()
    {
        using var cli = new PlayedCli(Plugins);
        Assert.Equal((PrerequisiteStatus.Found, "3.260.0", cli.Program, null), await LookAsync(cli, "pulumi") is var p ? (p.Status, p.Version, p.Path, p.HowToGet) : default);
        Assert.Equal((PrerequisiteStatus.Found, "9.37.0"), await LookAsync(cli, "pulumi-gcp") is var g ? (g.Status, g.Version) : default);
        var kubernetes = await LookAsync(cli, "pulumi-kubernetes");
        Assert.Equal((PrerequisiteStatus.Missing, "Version 4.34.2 is not installed, only 4.0.0."), (kubernetes.Status, kubernetes.Message));
        Assert.Contains("pulumi plugin install resource kubernetes 4.34.2", kubernetes.HowToGet, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Home.Folder), "looking has made the home");
        Assert.Equal(["plugin", "ls", "--json", "--non-interactive", "--color", "never"], cli.Arguments(0));
    }

    [UnixFact]
    public async Task An_old_pulumi_is_too_old()
    {
        using var cli = new PlayedCli(version: "v3.100.0");
        var old = await LookAsync(cli, "pulumi");
        Assert.Equal((PrerequisiteStatus.TooOld, "3.100.0"), (old.Status, old.Version));
        Assert.Contains("3.205.0 or newer", old.Message, StringComparison.Ordinal);
        Assert.NotNull(old.HowToGet);
    }

    [UnixFact]
    public async Task Another_program_of_its_name_is_unusable()
    {
        using var cli = new PlayedCli(version: "hello");
        Assert.Equal((PrerequisiteStatus.Unusable, cli.Program), await LookAsync(cli, "pulumi") is var p ? (p.Status, p.Path) : default);
    }

    [UnixFact]
    public async Task Without_pulumi_nobody_is_asked_for_plugins()
    {
        using var cli = new PlayedCli();
        cli.Caller[CliProgram.Variable] = "/no/such/pulumi";
        Assert.Equal(PrerequisiteStatus.Missing, (await LookAsync(cli, "pulumi")).Status);
        var plugin = await LookAsync(cli, "pulumi-gcp");
        Assert.Equal((PrerequisiteStatus.Missing, "There is no pulumi to ask."), (plugin.Status, plugin.Message));
        Assert.Equal(0, cli.Calls);
    }

    [UnixFact]
    public async Task A_pulumi_that_does_not_tell_its_plugins_is_told_with_its_reason()
    {
        using var cli = new PlayedCli("echo 'error: no plugins today' >&2; exit 1");
        var plugin = await LookAsync(cli, "pulumi-gcp");
        Assert.Equal(PrerequisiteStatus.Unusable, plugin.Status);
        Assert.Contains("no plugins today", plugin.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task The_backend_and_what_locks_its_secrets_are_told_without_the_secret()
    {
        using var cli = new PlayedCli();
        Assert.Equal((PrerequisiteStatus.Found, Path.Combine(cli.Home.Folder, "pulumi", "passphrase")), await LookAsync(cli, "pulumi-passphrase") is var p ? (p.Status, p.Path) : default);
        Assert.StartsWith("file://" + cli.Home.Folder, (await LookAsync(cli, "pulumi-backend")).Path, StringComparison.Ordinal);

        cli.Caller["PULUMI_BACKEND_URL"] = "gs://acme-states";
        Assert.Equal((PrerequisiteStatus.Found, "gs://acme-states"), await LookAsync(cli, "pulumi-backend") is var b ? (b.Status, b.Path) : default);
        Assert.Equal(PrerequisiteStatus.Missing, (await LookAsync(cli, "pulumi-passphrase")).Status);

        cli.Caller["PULUMI_CONFIG_PASSPHRASE_FILE"] = "/no/such/passphrase";
        Assert.Equal((PrerequisiteStatus.Unusable, "/no/such/passphrase"), await LookAsync(cli, "pulumi-passphrase") is var f ? (f.Status, f.Path) : default);
        cli.Caller["PULUMI_CONFIG_PASSPHRASE"] = "t0ps3cret";
        Assert.Equal((PrerequisiteStatus.Found, "PULUMI_CONFIG_PASSPHRASE"), await LookAsync(cli, "pulumi-passphrase") is var v ? (v.Status, v.Path) : default);

        cli.Caller["PULUMI_BACKEND_URL"] = "file:///no/such/folder";
        Assert.Equal(PrerequisiteStatus.Unusable, (await LookAsync(cli, "pulumi-backend")).Status);
        cli.Caller["PULUMI_BACKEND_URL"] = "https://api.pulumi.com";
        cli.Caller.Remove("PULUMI_CONFIG_PASSPHRASE");
        Assert.Equal("https://api.pulumi.com", (await LookAsync(cli, "pulumi-passphrase")).Path);
    }

    [UnixFact]
    public async Task The_home_is_one_that_can_be_made_or_written_to()
    {
        using var cli = new PlayedCli();
        Assert.Equal((PrerequisiteStatus.Found, cli.Home.Folder), await LookAsync(cli, "home") is var h ? (h.Status, h.Path) : default);
        Assert.False(Directory.Exists(cli.Home.Folder));
        Directory.CreateDirectory(cli.Home.Folder);
        Assert.Null((await LookAsync(cli, "home")).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(cli.Home.Folder));
        Assert.Equal(PrerequisiteStatus.Unusable, HomeCheck.Look(new HomeFolder(Path.Combine(cli.Program, "home"))).Status);
    }

    [UnixFact]
    public async Task A_program_that_does_not_answer_is_left_when_nobody_wants_to_know_any_more()
    {
        using var stop = new CancellationTokenSource();
        var asking = ProgramCheck.AskAsync("/bin/sh", ["-c", "exec sleep 600"], TimeProvider.System, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("10.0.0", "10.0.3", PrerequisiteStatus.Found, "10.0.3")]
    [InlineData("10.0.0", "8.0.1 10.0.0 11.0.0", PrerequisiteStatus.Found, "10.0.0")]
    [InlineData("10.0.0", "8.0.1 9.0.5", PrerequisiteStatus.TooOld, "9.0.5")]
    [InlineData("10.0.0", "", PrerequisiteStatus.Missing, null)]
    public void The_server_wants_its_major_version_of_ASP_NET_Core(string wanted, string installed, PrerequisiteStatus status, string? version)
    {
        var finding = ServerCheck.Judge(new("/usr/bin/dotnet", new(wanted), [.. installed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Version.Parse)]));
        Assert.Equal((status, version), (finding.Status, finding.Version));
    }

    [Theory]
    [InlineData("Google Cloud SDK 560.0.0\nbq 2.1.0", "560.0.0")]
    [InlineData("Client Version: v1.36.2\nKustomize Version: v5.7.1", "1.36.2")]
    [InlineData("Kubernetes v1.30.2-gke.100+abc", "1.30.2-gke.100+abc")]
    [InlineData("hello", null)]
    public void Versions_are_found_in_what_programs_say(string text, string? version) => Assert.Equal(version, ProgramCheck.VersionIn(text));
}
