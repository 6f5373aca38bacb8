using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

[Collection(nameof(PlayedCli))]
public class PulumiCliTests
{
    [UnixFact]
    public async Task The_version_is_asked_for_once()
    {
        using var cli = new PlayedCli();
        Assert.Equal(new(3, 260, 0), (await PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default)).Version);
        await PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default);
        Assert.Equal("v", cli.Written("versions"));
    }

    [UnixFact]
    public async Task It_is_found_on_the_path()
    {
        using var cli = new PlayedCli();
        cli.Caller.Remove(CliProgram.Variable);
        cli.Caller["PATH"] = "/nowhere:" + Path.GetDirectoryName(cli.Program) + ":" + cli.Caller["PATH"];
        Assert.Equal(cli.Program, (await PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default)).Program);
    }

    [Theory]
    [InlineData("v3.204.9")]
    [InlineData("v2.300.0")]
    [InlineData("v4.0.0")]
    public async Task Another_version_is_refused(string version)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var cli = new PlayedCli(version: version);
        var error = await Assert.ThrowsAsync<PulumiException>(() => PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default));
        Assert.Equal(PulumiErrorKind.CliTooOld, error.Kind);
        Assert.Contains(version[1..] + ", and Geofed needs 3.205.0", error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Another_program_is_not_taken_for_it()
    {
        using var cli = new PlayedCli(version: "hello");
        Assert.Contains("does not say its version", (await Assert.ThrowsAsync<PulumiException>(() => PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GEOFED_PULUMI", "/no/such/pulumi", "GEOFED_PULUMI names '/no/such/pulumi', and that is no program")]
    [InlineData("PATH", "/no/such/folder", "the pulumi program is not on the path")]
    public async Task A_missing_program_is_told_with_how_to_get_it(string variable, string value, string expected)
    {
        var error = await Assert.ThrowsAsync<PulumiException>(() => PulumiCli.FindAsync(new Dictionary<string, string> { [variable] = value }, TimeProvider.System, default));
        Assert.Equal(PulumiErrorKind.CliMissing, error.Kind);
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_file_that_may_not_be_run_is_no_program()
    {
        using var cli = new PlayedCli();
        cli.SetMode(UnixFileMode.UserRead);
        Assert.Equal(PulumiErrorKind.CliMissing, (await Assert.ThrowsAsync<PulumiException>(() => PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default))).Kind);
    }

    [UnixFact]
    public async Task A_program_that_does_not_start_is_told_with_why()
    {
        using var cli = new PlayedCli();
        File.WriteAllText(cli.Program, "#!/no/such/interpreter\n");
        var error = await Assert.ThrowsAsync<PulumiException>(() => PulumiCli.FindAsync(cli.Caller, TimeProvider.System, default));
        Assert.Equal(PulumiErrorKind.CliMissing, error.Kind);
        Assert.Contains("cannot be asked for its version", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v3.260.0\n", "3.260.0")]
    [InlineData("3.206.1-alpha.x1", "3.206.1")]
    [InlineData("v3.260", null)]
    [InlineData("pulumi", null)]
    public void Versions_are_read_as_the_CLI_writes_them(string text, string? version) => Assert.Equal(version, PulumiCli.ParseVersion(text)?.ToString());
}
