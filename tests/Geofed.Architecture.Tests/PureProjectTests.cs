using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Geofed.Architecture.Tests;

/// <summary>Geofed.Model and Geofed.Placement do no I/O: their compiled files name no type that does.</summary>
public class PureProjectTests
{
    private static readonly string[] Outside =
        ["System.IO.File", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.Directory", "System.IO.DirectoryInfo", "System.Console", "System.Diagnostics.Process", "System.Threading.Timer"];

    [Theory]
    [InlineData("Geofed.Model")]
    [InlineData("Geofed.Placement")]
    public void It_touches_nothing_outside(string project) =>
        Assert.DoesNotContain(TypesUsedBy(project), type => Outside.Contains(type) || type.StartsWith("System.Net.", StringComparison.Ordinal));

    private static IReadOnlyList<string> TypesUsedBy(string project)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, project + ".dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }
}
