using Geofed.Client;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Tests.Pulumi;

public sealed class StackWorkspaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geofed-work").FullName;

    private PulumiBackend Backend(params (string Name, string Value)[] caller) => new(new HomeFolder(_folder), caller.ToDictionary(c => c.Name, c => c.Value));

    [Fact]
    public void Each_stack_has_a_folder_with_its_program()
    {
        var work = new StackWorkspace(Backend(), new("geofed", "west"));
        Assert.False(work.HasProgram);
        work.Write(new Dictionary<string, string> { ["Pulumi.yaml"] = "name: geofed\n", ["Main.json"] = "{}" });
        Assert.Equal(Path.Combine(_folder, "pulumi", "geofed", "west"), work.Folder);
        Assert.Equal(("name: geofed\n", true), (File.ReadAllText(Path.Combine(work.Folder, "Pulumi.yaml")), work.HasProgram));
        work.Delete();
        Assert.False(Directory.Exists(work.Folder));
    }

    [Fact]
    public void A_file_with_the_same_text_is_not_written_again()
    {
        var work = new StackWorkspace(Backend(), new("geofed", "west"));
        work.Write(new Dictionary<string, string> { ["Main.json"] = "{}" });
        var (file, before) = (Path.Combine(work.Folder, "Main.json"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(file, before);
        work.Write(new Dictionary<string, string> { ["Main.json"] = "{}" });
        Assert.Equal(before, File.GetLastWriteTimeUtc(file));
        work.Write(new Dictionary<string, string> { ["Main.json"] = "{ }" });
        Assert.Equal("{ }", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("../Main.json")]
    [InlineData("sub/Main.json")]
    [InlineData("..")]
    public void A_file_outside_the_folder_is_refused(string file) =>
        Assert.Throws<ArgumentException>(() => new StackWorkspace(Backend(), new("geofed", "west")).Write(new Dictionary<string, string> { [file] = "" }));

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a b")]
    public void A_name_that_Pulumi_does_not_take_is_refused(string name) => Assert.Throws<FormatException>(() => Backend().Name("geofed", name));

    [Fact]
    public void A_stack_is_always_called_by_its_full_name()
    {
        Assert.Equal("organization/geofed/west", Backend().Name("geofed", "west").Reference);
        Assert.Equal("organization/geofed/west", Backend(("PULUMI_BACKEND_URL", "gs://b")).Name("geofed", "west").Reference);
        Assert.Equal("acme/geofed/west", Backend(("PULUMI_BACKEND_URL", "https://api.pulumi.com"), ("PULUMI_DEFAULT_ORGANIZATION", "acme")).Name("geofed", "west").Reference);
        Assert.Equal("west", Backend(("PULUMI_BACKEND_URL", "https://api.pulumi.com")).Name("geofed", "west").Reference);
    }

    [Fact]
    public async Task Passphrases_made_at_once_are_one()
    {
        var paths = Enumerable.Range(0, 8).Select(_ => Path.Combine(_folder, "passphrase")).ToList();
        var texts = await Task.WhenAll(paths.Select(p => Task.Run(() => File.ReadAllText(PassphraseFile.Ensure(p)))));
        Assert.Single(texts.Distinct());
        Assert.Equal([paths[0]], Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
