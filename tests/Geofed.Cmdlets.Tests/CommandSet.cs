using System.Management.Automation;
using System.Reflection;

namespace Geofed.Cmdlets.Tests;

/// <summary>The cmdlets of the module, by reflection.</summary>
internal static class CommandSet
{
    /// <summary>Their names and classes, by name.</summary>
    public static IReadOnlyList<(string Name, Type Type)> All { get; } =
        [.. typeof(GeofedCmdlet).Assembly.GetExportedTypes()
            .Select(type => (Attribute: type.GetCustomAttribute<CmdletAttribute>(), Type: type))
            .Where(c => c.Attribute is not null)
            .Select(c => ($"{c.Attribute!.VerbName}-{c.Attribute.NounName}", c.Type))
            .OrderBy(c => c.Item1, StringComparer.Ordinal)];

    /// <summary>The cmdlet's own parameters.</summary>
    public static IEnumerable<PropertyInfo> Parameters(Type type) => type.GetProperties().Where(p => p.GetCustomAttributes<ParameterAttribute>().Any());
}
