using System.Text.Json.Nodes;
using Geofed.Model.Karmada;

namespace Geofed.Model.MultiCluster;

/// <summary>Names and labels of what an exported Service becomes elsewhere (pkg/util/names/names.go, pkg/util/constants.go).</summary>
public static class MultiClusterNames
{
    /// <summary>On an EndpointSlice: the Service that it is of.</summary>
    public const string ServiceName = "kubernetes.io/service-name";

    /// <summary>On an EndpointSlice: who keeps it.</summary>
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";

    /// <summary>Who keeps imported EndpointSlices. Karmada collects none of this manager again, so that nothing goes round in circles.</summary>
    public const string Importer = "endpointslice-dispatch-controller.karmada.io";

    /// <summary>On an imported EndpointSlice: the cluster that its endpoints are in (KEP-1645).</summary>
    public const string SourceCluster = "multicluster.kubernetes.io/source-cluster";

    /// <summary>On a Work: the namespace and the name of the Service whose EndpointSlice it holds, and the kind that had it collected.</summary>
    public const string CollectedNamespace = "endpointslice.karmada.io/namespace";
    public const string CollectedName = "endpointslice.karmada.io/name";
    public const string CollectedFor = "endpointslice.karmada.io/managed-by";

    private const string DerivedPrefix = "derived-";

    /// <summary>The Service that importing clusters have for an exported one.</summary>
    public static string Derived(string service) => DerivedPrefix + service;

    /// <summary>The exported Service of a derived one; null when the name is none of a derived one.</summary>
    public static string? DerivedFrom(string? service) =>
        service?.StartsWith(DerivedPrefix, StringComparison.Ordinal) == true ? service[DerivedPrefix.Length..] : null;

    /// <summary>Whether a control plane has made an object for a ServiceImport, instead of a person: a Service that selects no pods, or an imported EndpointSlice.</summary>
    public static bool IsDerived(JsonObject o) => o.Str("kind") switch
    {
        "Service" => DerivedFrom(o.Name()) is not null && o.StringMap("spec", "selector").Count == 0,
        "EndpointSlice" => SourceOf(o) is not null,
        _ => false,
    };

    /// <summary>What an EndpointSlice of a cluster is called in the others.</summary>
    public static string Imported(string cluster, string slice) => $"imported-{cluster}-{slice}";

    /// <summary>
    /// The cluster that an imported EndpointSlice in a member comes from, by Geofed's label or by its name; null for one that is not imported. Karmada's label
    /// tells there to which cluster it was brought.
    /// </summary>
    /// <param name="clusters">Those that it may come from.</param>
    public static string? SourceOf(JsonObject slice, IEnumerable<string> clusters) =>
        slice.Label(SourceCluster) ?? clusters.Where(c => slice.Name().StartsWith(Imported(c, ""), StringComparison.Ordinal)).MaxBy(c => c.Length);

    /// <summary>The same in a control plane, where Karmada's label tells it, too.</summary>
    public static string? SourceOf(JsonObject slice) =>
        slice.Label(SourceCluster) ?? KarmadaNames.ClusterOf(slice.Label(KarmadaMarks.WorkNamespace));
}
