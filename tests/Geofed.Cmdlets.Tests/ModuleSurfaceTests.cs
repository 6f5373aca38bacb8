using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;

namespace Geofed.Cmdlets.Tests;

/// <summary>Rules that hold for every cmdlet.</summary>
public class ModuleSurfaceTests
{
    private static readonly string[] ReadingVerbs = ["ConvertFrom", "Get", "Test", "Wait", "Watch"];

    /// <summary>Their name is a new one, which is the caller's to find.</summary>
    private static readonly string[] Naming = ["Connect-Federation", "Import-GeoCluster", "New-GeoCluster", "Register-GeoRegion", "New-Federation", "New-FederatedOverride", "New-FederatedPlacement", "Publish-FederatedDeployment", "Publish-FederatedJob"];

    public static TheoryData<string> Names() => [.. CommandSet.All.Select(c => c.Name)];

    private static Type TypeOf(string name) => CommandSet.All.Single(c => c.Name == name).Type;

    [Fact]
    public void The_manifest_exports_every_cmdlet_by_name()
    {
        var manifest = File.ReadAllText(Path.Combine(Shell.ModuleFolder, "Geofed.psd1"));
        var exported = manifest[manifest.IndexOf("CmdletsToExport", StringComparison.Ordinal)..];
        exported = exported[exported.IndexOf('(', StringComparison.Ordinal)..exported.IndexOf(')', StringComparison.Ordinal)];
        var names = exported.Split('\'').Where((_, i) => i % 2 == 1);
        Assert.Equal(CommandSet.All.Select(c => c.Name), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_changes_something_can_be_tried_with_WhatIf(string name)
    {
        var attribute = TypeOf(name).GetCustomAttribute<CmdletAttribute>()!;
        Assert.Equal(!ReadingVerbs.Contains(attribute.VerbName), attribute.SupportsShouldProcess);
        Assert.Equal(attribute.VerbName is "Remove" or "Unpublish", attribute.ConfirmImpact == ConfirmImpact.High);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_output_type_has_a_table(string name)
    {
        var outputs = TypeOf(name).GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type).Select(t => t.Type).ToList();
        Assert.NotEmpty(outputs);
        var views = XDocument.Load(Path.Combine(Shell.ModuleFolder, "Geofed.Format.ps1xml")).Descendants("TypeName").Select(t => t.Value).ToHashSet();
        Assert.All(outputs.Where(t => t.Namespace!.StartsWith("Geofed", StringComparison.Ordinal)), t => Assert.Contains(t.FullName!, views));
    }

    [Fact]
    public void Columns_name_properties_that_exist()
    {
        foreach (var view in XDocument.Load(Path.Combine(Shell.ModuleFolder, "Geofed.Format.ps1xml")).Descendants("View"))
        {
            var typeName = view.Descendants("TypeName").Single().Value;
            var type = new[] { typeof(GeofedCmdlet), typeof(Federation.FederationInfo), typeof(GeoCluster) }.Select(t => t.Assembly.GetType(typeName)).OfType<Type>().Single();
            Assert.All(view.Descendants("PropertyName"), p => Assert.NotNull(type.GetProperty(p.Value)));
            Assert.Equal(view.Descendants("TableColumnHeader").Count(), view.Descendants("TableColumnItem").Count());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_of_things_complete(string name)
    {
        foreach (var parameter in CommandSet.Parameters(TypeOf(name)).Where(p => p.Name is "Name" or "Federation" or "Cluster" or "Region" or "Accelerator"))
        {
            if (Naming.Contains(name) && parameter.Name == "Name")
                continue;
            Assert.True(parameter.GetCustomAttribute<ArgumentCompleterAttribute>() is not null, $"{name} -{parameter.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_library_shows_in_parameters(string name) => Assert.All(CommandSet.Parameters(TypeOf(name)), p =>
    {
        var type = Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType;
        var origin = (type.GetElementType() ?? type).Assembly.GetName().Name!;
        Assert.True(origin.StartsWith("System", StringComparison.Ordinal) || origin.StartsWith("Geofed", StringComparison.Ordinal), $"{p.Name}: {type}");
    });
}
