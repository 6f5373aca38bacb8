using Geofed.Cmdlets.Tests.Help;
using Geofed.Cmdlets.Tests.Playing;

namespace Geofed.Cmdlets.Tests;

public class HelpTests
{
    private static readonly HelpText Text = new();

    public static TheoryData<string> Names() => [.. CommandSet.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cmdlet_says_what_it_does_and_shows_it(string name)
    {
        var type = CommandSet.All.Single(c => c.Name == name).Type;
        Assert.EndsWith(".", Text.Synopsis(type), StringComparison.Ordinal);
        Assert.True(Text.Examples(type).Count() >= 2 || name.EndsWith("GeofedServer", StringComparison.Ordinal), "examples");
        Assert.All(Text.Examples(type), e => Assert.True(e.Code.Contains(name, StringComparison.Ordinal) && e.Explanation.Length > 0, e.Code));
        Assert.All(CommandSet.Parameters(type), p => Assert.True(Text.Parameter(p).Length > 0, $"-{p.Name} is not described"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_are_commands_that_exist_with_parameters_that_exist(string name)
    {
        var type = CommandSet.All.Single(c => c.Name == name).Type;
        foreach (var (code, _) in Text.Examples(type))
        {
            var tree = System.Management.Automation.Language.Parser.ParseInput(code, out _, out var errors);
            Assert.Empty(errors);
            foreach (var command in tree.FindAll(a => a is System.Management.Automation.Language.CommandAst, true).Cast<System.Management.Automation.Language.CommandAst>())
            {
                var own = CommandSet.All.FirstOrDefault(c => c.Name == command.GetCommandName());
                if (own.Type is null)
                    continue;
                var known = CommandSet.Parameters(own.Type).Select(p => p.Name).Concat(["ErrorAction", "WhatIf", "Confirm", "Verbose"]);
                Assert.All(command.CommandElements.OfType<System.Management.Automation.Language.CommandParameterAst>(), p => Assert.Contains(p.ParameterName, known));
            }
        }
    }

    [Fact]
    public void The_help_file_is_what_the_doc_comments_say()
    {
        var written = new MamlFile(Text).Write();
        if (Environment.GetEnvironmentVariable("GEOFED_WRITE_HELP") is { Length: > 0 } path)
            File.WriteAllText(path, written);
        else
            Assert.Equal(written, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "module", "en-US", "Geofed.Cmdlets.dll-Help.xml")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Get_Help_finds_it()
    {
        using var shell = new Shell();
        Assert.Equal("Creates Kubernetes clusters, one in each region given.", shell.Get<string>("(Get-Help New-GeoCluster).Synopsis.Trim()").Single());
        Assert.Contains("Divides twelve replicas", string.Join("\n", shell.Show("Get-Help Publish-FederatedDeployment -Examples")), StringComparison.Ordinal);
    }
}
