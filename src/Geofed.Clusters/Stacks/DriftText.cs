using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Words what the cloud has otherwise than the stack.</summary>
internal static class DriftText
{
    public static string Of(PlannedChange change) => change.Operation switch
    {
        "delete" => $"{change.Name} is gone",
        "update" when change.Properties.Count > 0 => $"{change.Name} has another {string.Join(" and ", change.Properties.Select(p => p.Path).Take(3))}",
        "update" => $"{change.Name} is changed",
        var other => $"{change.Name}: {other}",
    };
}
