using System.Xml.Linq;

namespace Geofed.Architecture.Tests;

/// <summary>What a project file says.</summary>
internal sealed record Project(string Name, string Folder, XDocument Document)
{
    public static Project Load(string path) => new(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!, XDocument.Load(path));

    /// <summary>The projects whose types it sees. Those that must only be built before it do not count.</summary>
    public IEnumerable<string> References =>
        from reference in Document.Descendants("ProjectReference")
        where reference.Attribute("ReferenceOutputAssembly")?.Value != "false"
        select Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));

    public IEnumerable<XElement> Packages => Document.Descendants("PackageReference");

    public IEnumerable<string> SourceFiles => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories);

    public override string ToString() => Name;
}
