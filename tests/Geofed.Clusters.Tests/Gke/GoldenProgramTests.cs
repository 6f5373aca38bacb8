using Geofed.Clusters.Programs;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Clusters.Tests.Gke;

/// <summary>
/// Programs as they are written to disk, for people to read what a change of the generator does. With GEOFED_WRITE_PROGRAMS set to the path of the folder
/// tests/Geofed.Clusters.Tests/Gke/Golden, the tests write them anew.
/// </summary>
public class GoldenProgramTests
{
    public static TheoryData<string> Golden() => [.. Samples.Programs.Keys];

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_program_is_as_it_was(string name)
    {
        var program = Samples.Programs[name];
        foreach (var (file, text) in new[] { (name + "." + StackProgram.ProjectFile, program.ProjectYaml), (name + "." + StackProgram.MainFile, program.MainJson) })
        {
            if (Environment.GetEnvironmentVariable("GEOFED_WRITE_PROGRAMS") is { Length: > 0 } folder)
                File.WriteAllText(Path.Combine(folder, file), text);
            else
                Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Gke", "Golden", file)), text);
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void What_is_referred_to_is_in_the_program(string name)
    {
        var main = Samples.Named(name).Main;
        var references = System.Text.RegularExpressions.Regex.Matches(main.ToText(), @"(?<!\$)\$\{([^.}]+)").Select(m => m.Groups[1].Value).Distinct();
        Assert.Empty(references.Except(main.Obj("resources")!.Select(resource => resource.Key)));
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void The_texts_are_what_the_CLI_reads(string name)
    {
        var program = Samples.Named(name);
        var project = YamlText.ReadOne(program.ProjectYaml);
        Assert.Equal((program.Project, "yaml", program.Description), (project.Str("name"), project.Str("runtime"), project.Str("description")));
        Assert.True(JsonNavigation.Same(program.Main, JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(program.MainJson))));
        Assert.DoesNotContain("null", program.MainJson, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', program.MainJson);
    }

    [Fact]
    public void Secrets_are_marked_as_such() => Assert.All(new[] { "standard", "autopilot", "gpus", "simple" }, name =>
        Assert.Equal("${cluster.masterAuth.clusterCaCertificate}", Samples.Programs[name].Main.Str("outputs", "clusterCaCertificate", "fn::secret")));
}
