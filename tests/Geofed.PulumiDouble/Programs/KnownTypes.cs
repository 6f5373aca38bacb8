using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>
/// The types of resources that the double plays, with the names of their properties, as @pulumi/gcp 9.37.0 and @pulumi/kubernetes 4.34.2 have
/// them. Only the outermost properties are checked; that all others exist is for .ci/run's check against the packages themselves.
/// </summary>
internal static class KnownTypes
{
    private static readonly Dictionary<string, HashSet<string>> Properties = Read();

    /// <summary>What is wrong with a declaration, in the runtime's words; null when nothing is.</summary>
    public static string? Complaint(string type, IEnumerable<string> properties)
    {
        if (!Properties.TryGetValue(type, out var known))
            return $"error resolving type of resource {type}: unable to find resource type \"{type}\" in resource provider";
        return properties.FirstOrDefault(p => !known.Contains(p)) is { } unknown
            ? $"Property {unknown} does not exist on '{type}'; existing properties are: {string.Join(", ", known.Order(StringComparer.Ordinal))}"
            : null;
    }

    private static Dictionary<string, HashSet<string>> Read()
    {
        using var stream = typeof(KnownTypes).Assembly.GetManifestResourceStream("properties.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return JsonDocuments.ParseObject(bytes.ToArray()).ToDictionary(t => t.Key, t => ((JsonArray)t.Value!).Select(p => p.Str()!).ToHashSet());
    }
}
