using System.Text.RegularExpressions;

namespace Geofed.Architecture.Tests;

/// <summary>The version stands once, in the module's manifest.</summary>
public class VersionTests
{
    private static readonly string Version = Regex.Match(SourceTree.Read("module", "Geofed.psd1"), @"ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value;

    [Fact]
    public void The_assemblies_have_it() => Assert.Equal(Version, typeof(Model.Quantity).Assembly.GetName().Version?.ToString(3));

    [Fact]
    public void No_project_has_one_of_its_own() =>
        Assert.All(SourceTree.Projects, p => Assert.DoesNotContain(p.Document.Descendants(), e => e.Name.LocalName is "Version" or "VersionPrefix" or "AssemblyVersion" or "PackageVersion"));

    [Fact]
    public void The_changelog_speaks_of_it() => Assert.Contains($"## [{Version}]", SourceTree.Read("CHANGELOG.md"), StringComparison.Ordinal);
}
