using System.Collections;

namespace Geofed.Clusters.Pulumi;

/// <summary>Environment variables of the process that calls the CLI.</summary>
public static class CallerEnvironment
{
    internal static readonly StringComparer Names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static IReadOnlyDictionary<string, string> Read() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", Names);
}
