using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>
/// Whether what clusters export by one name can be exported, and is the same everywhere: the conditions Valid and Conflict of KEP-1645. The oldest
/// export is what the others are held against; a conflict is told of in all of them, and takes no endpoints away. Pure.
/// </summary>
internal static class ExportVerdict
{
    /// <summary>What a Service's name may be long, so that the derived one's is a name too.</summary>
    private const int LongestName = 63;

    public static bool IsExportable(JsonObject? service) => Refusal(service) is null;

    /// <summary>The conditions of each cluster's ServiceExport.</summary>
    public static IReadOnlyDictionary<string, JsonArray> Of(IReadOnlyList<ExportedService> exported, DateTimeOffset now)
    {
        var valid = exported.Where(e => IsExportable(e.Service)).OrderBy(e => e.Export.Str("metadata", "creationTimestamp"), StringComparer.Ordinal).ThenBy(e => e.Cluster, StringComparer.Ordinal).ToList();
        var conflict = valid.Skip(1).Select(other => ServiceConflict.Of(valid[0], other)).OfType<ServiceConflict>().FirstOrDefault();
        return exported.ToDictionary(e => e.Cluster, e =>
        {
            var refusal = Refusal(e.Service);
            var conditions = Conditions.With(e.Export.Arr("status", "conditions"), "Valid", refusal is null, refusal?.Reason ?? "Valid", refusal?.Message ?? "the Service is exported", now);
            return Conditions.With(conditions, "Conflict", conflict is not null, conflict?.Reason ?? "NoConflicts", conflict?.Message ?? "", now);
        });
    }

    private static (string Reason, string Message)? Refusal(JsonObject? service)
    {
        if (service is null || service.IsDeleting())
            return ("NoService", "the cluster has no Service of this name");
        if (service.Str("spec", "type") == "ExternalName")
            return ("InvalidServiceType", "a Service of type ExternalName has no endpoints to export");
        var derived = MultiClusterNames.Derived(service.Name());
        return derived.Length <= LongestName ? null : ("InvalidServiceName", $"importing clusters would call it {derived}, which is longer than {LongestName} characters");
    }
}
