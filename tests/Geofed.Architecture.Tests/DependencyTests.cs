using System.Xml.Linq;

namespace Geofed.Architecture.Tests;

/// <summary>Dependencies point only downwards, and nothing below Geofed.Cmdlets knows PowerShell.</summary>
public class DependencyTests
{
    /// <summary>Who may use whom: the design's table, and Geofed.Client, which lies right above Geofed.Model.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Geofed.Cmdlets"] = ["Geofed.Federation", "Geofed.Clusters", "Geofed.Placement", "Geofed.Client", "Geofed.Model"],
        ["Geofed.Loader"] = [],
        ["Geofed.Shell"] = [],
        ["Geofed.Server"] = ["Geofed.ControlPlane", "Geofed.Simulation", "Geofed.ApiServer", "Geofed.Client", "Geofed.Model"],
        ["Geofed.ControlPlane"] = ["Geofed.ApiServer", "Geofed.Placement", "Geofed.Client", "Geofed.Model"],
        ["Geofed.Simulation"] = ["Geofed.ApiServer", "Geofed.Client", "Geofed.Model"],
        ["Geofed.ApiServer"] = ["Geofed.Model"],
        ["Geofed.Federation"] = ["Geofed.Placement", "Geofed.Client", "Geofed.Model"],
        ["Geofed.Clusters"] = ["Geofed.Client", "Geofed.Model"],
        ["Geofed.Placement"] = ["Geofed.Model"],
        ["Geofed.Client"] = ["Geofed.Model"],
        ["Geofed.Model"] = [],
    };

    private static readonly string[] PowerShellPackages = ["PowerShellStandard.Library", "System.Management.Automation"];
    private static readonly string[] KnowPowerShell = ["Geofed.Cmdlets", "Geofed.Loader", "Geofed.Shell"];

    public static TheoryData<string> Names() => [.. SourceTree.Projects.Select(p => p.Name)];

    private static Project Named(string name) => SourceTree.Projects.Single(p => p.Name == name);

    [Fact]
    public void Every_project_has_its_place_in_the_house() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), SourceTree.Projects.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_uses_only_what_lies_below_it(string name) => Assert.Empty(Named(name).References.Except(Allowed[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_below_the_cmdlets_knows_PowerShell(string name)
    {
        var used = Named(name).Packages.Select(p => p.Attribute("Include")!.Value).Intersect(PowerShellPackages);
        Assert.Equal(KnowPowerShell.Contains(name), used.Any());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Packages_have_their_versions_in_one_place(string name)
    {
        var central = XDocument.Parse(SourceTree.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value).ToHashSet();
        Assert.All(Named(name).Packages, package =>
        {
            Assert.Contains(package.Attribute("Include")!.Value, central);
            Assert.Null(package.Attribute("Version") ?? package.Attribute("VersionOverride"));
        });
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = SourceTree.Read("Geofed.sln").Replace('\\', '/');
        var projects = new[] { "src", "tests", "bench" }.Select(f => Path.Combine(SourceTree.Root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.csproj", SearchOption.AllDirectories)).Select(f => Path.GetRelativePath(SourceTree.Root, f).Replace('\\', '/'));
        Assert.All(projects, p => Assert.Contains($"\"{p}\"", solution, StringComparison.Ordinal));
    }
}
