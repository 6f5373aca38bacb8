using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace Geofed.Cmdlets.Tests.Help;

/// <summary>
/// Writes the help file that Get-Help reads (MAML) from the cmdlets' doc comments and attributes. Run the tests with GEOFED_WRITE_HELP set to
/// the path of module/en-US/Geofed.Cmdlets.dll-Help.xml after changing either.
/// </summary>
internal sealed class MamlFile(HelpText text)
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public string Write()
    {
        var root = new XElement(XName.Get("helpItems", "http://msh"), new XAttribute("schema", "maml"), CommandSet.All.Select(c => Item(c.Name, c.Type)));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Generated from the doc comments of the cmdlets; see MamlFile. -->\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private XElement Item(string name, Type type)
    {
        var parameters = CommandSet.Parameters(type).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        return new(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", name),
                new XElement(Command + "verb", attribute.VerbName),
                new XElement(Command + "noun", attribute.NounName),
                new XElement(Maml + "description", Para(text.Synopsis(type)))),
            new XElement(Maml + "description", Para(text.Synopsis(type)), text.Remarks(type) is { Length: > 0 } remarks ? Para(remarks) : null),
            new XElement(Command + "syntax", Sets(parameters).Select(set => new XElement(Command + "syntaxItem",
                new XElement(Maml + "name", name),
                parameters.Where(p => In(p, set) is not null).OrderBy(p => Order(In(p, set)!)).Select(p => Parameter(p, In(p, set)!, described: false))))),
            new XElement(Command + "parameters", parameters.Select(p => Parameter(p, p.GetCustomAttributes<ParameterAttribute>().First(), described: true))),
            new XElement(Command + "returnValues", type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(o => o.Type).Select(o => new XElement(Command + "returnValue",
                new XElement(Dev + "type", new XElement(Maml + "name", o.Type == typeof(void) ? "None" : o.Type.FullName))))),
            new XElement(Command + "examples", text.Examples(type).Select((example, i) => new XElement(Command + "example",
                new XElement(Maml + "title", $"Example {i + 1}"),
                new XElement(Dev + "code", example.Code),
                new XElement(Dev + "remarks", Para(example.Explanation))))));
    }

    private static IEnumerable<string> Sets(IEnumerable<PropertyInfo> parameters)
    {
        var named = parameters.SelectMany(p => p.GetCustomAttributes<ParameterAttribute>()).Select(a => a.ParameterSetName).Where(s => s != ParameterAttribute.AllParameterSets).Distinct().ToList();
        return named.Count > 0 ? named : [ParameterAttribute.AllParameterSets];
    }

    private static ParameterAttribute? In(PropertyInfo parameter, string set) =>
        parameter.GetCustomAttributes<ParameterAttribute>().FirstOrDefault(a => a.ParameterSetName == set || a.ParameterSetName == ParameterAttribute.AllParameterSets);

    private static int Order(ParameterAttribute attribute) => attribute.Position >= 0 ? attribute.Position : attribute.Mandatory ? 1000 : 2000;

    private XElement Parameter(PropertyInfo parameter, ParameterAttribute attribute, bool described)
    {
        var isSwitch = parameter.PropertyType == typeof(SwitchParameter);
        var typeName = TypeName(parameter.PropertyType);
        return new(Command + "parameter",
            new XAttribute("required", attribute.Mandatory ? "true" : "false"),
            new XAttribute("position", attribute.Position >= 0 ? attribute.Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : "named"),
            new XAttribute("pipelineInput", Pipeline(parameter)),
            new XAttribute("globbing", parameter.GetCustomAttribute<SupportsWildcardsAttribute>() is null ? "false" : "true"),
            parameter.GetCustomAttribute<AliasAttribute>() is { } alias ? new XAttribute("aliases", string.Join(", ", alias.AliasNames)) : null,
            new XElement(Maml + "name", parameter.Name),
            described ? new XElement(Maml + "description", Para(text.Parameter(parameter))) : null,
            isSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), typeName),
            described ? new XElement(Dev + "type", new XElement(Maml + "name", typeName)) : null);
    }

    private static string Pipeline(PropertyInfo parameter)
    {
        var attributes = parameter.GetCustomAttributes<ParameterAttribute>().ToList();
        var ways = new[] { attributes.Any(a => a.ValueFromPipeline) ? "ByValue" : null, attributes.Any(a => a.ValueFromPipelineByPropertyName) ? "ByPropertyName" : null }.OfType<string>().ToList();
        return ways.Count > 0 ? $"True ({string.Join(", ", ways)})" : "False";
    }

    private static string TypeName(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name;

    private static XElement Para(string text) => new(Maml + "para", text);
}
