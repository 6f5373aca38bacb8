using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Geofed.Cmdlets.Tests.Help;

/// <summary>What the doc comments of the cmdlets say: the only place where help is written.</summary>
internal sealed partial class HelpText
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(Path.ChangeExtension(typeof(GeofedCmdlet).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    public string Synopsis(Type cmdlet) => Text(_members[$"T:{cmdlet.FullName}"].Element("summary"));

    public string Remarks(Type cmdlet) => Text(_members[$"T:{cmdlet.FullName}"].Element("remarks"));

    public IEnumerable<(string Code, string Explanation)> Examples(Type cmdlet) =>
        _members[$"T:{cmdlet.FullName}"].Elements("example").Select(e => (Text(e.Element("code")), Text(e.Element("para"))));

    public string Parameter(PropertyInfo parameter) =>
        _members.TryGetValue($"P:{parameter.DeclaringType!.FullName}.{parameter.Name}", out var member) ? Text(member.Element("summary")) : "";

    private static string Text(XElement? element) => Space().Replace(element?.Value ?? "", " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
