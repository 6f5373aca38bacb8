using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.MultiCluster;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>Which of the collected EndpointSlices the others get, and as what (pkg/controllers/mcs/endpointslice_controller.go). Pure.</summary>
internal static class ImportedSlices
{
    private const int LongestLabel = 63;

    /// <summary>What means something only in an endpoint's own cluster: elsewhere the same names are other nodes and pods, or none.</summary>
    private static readonly string[] OfItsCluster = ["nodeName", "targetRef", "hints", "deprecatedTopology"];

    /// <summary>
    /// Those of clusters that answer; those of the others too while no cluster that answers has an endpoint that is ready: a cluster that only the
    /// federation cannot reach may still serve, and nothing at all serves nobody.
    /// </summary>
    public static IEnumerable<JsonObject> Of(IEnumerable<CollectedSlice> collected)
    {
        var filled = collected.Where(c => c.Slice.Objects("endpoints").Any()).ToList();
        var answering = filled.Where(c => c.Answers).ToList();
        var chosen = answering.Any(c => c.Slice.Objects("endpoints").Any(IsReady)) ? answering : filled;
        return chosen.Select(Document).OrderBy(s => s.Name(), StringComparer.Ordinal);
    }

    /// <summary>Whether an imported slice is already as wanted.</summary>
    public static bool Holds(JsonObject wanted, JsonObject there) =>
        new[] { "addressType", "endpoints", "ports" }.All(field => JsonNavigation.Same(wanted.At(field), there.At(field)))
        && wanted.StringMap("metadata", "labels").All(l => there.Label(l.Key) == l.Value);

    private static bool IsReady(JsonObject endpoint) => endpoint.Bool("conditions", "ready") != false;

    private static JsonObject Document(CollectedSlice collected)
    {
        var (slice, work) = (collected.Slice, collected.Work);
        var labels = new JsonObject
        {
            [MultiClusterNames.ServiceName] = MultiClusterNames.Derived(work.Label(MultiClusterNames.CollectedName) ?? ""),
            [MultiClusterNames.ManagedBy] = MultiClusterNames.Importer,
            [MultiClusterNames.SourceCluster] = collected.Cluster,
            [KarmadaMarks.WorkNamespace] = work.Namespace(),
        };
        if (work.Name().Length <= LongestLabel)
            labels[KarmadaMarks.WorkName] = work.Name();
        var imported = new JsonObject
        {
            ["apiVersion"] = "discovery.k8s.io/v1",
            ["kind"] = "EndpointSlice",
            ["metadata"] = new JsonObject { ["name"] = MultiClusterNames.Imported(collected.Cluster, slice.Name()), ["namespace"] = slice.Namespace(), ["labels"] = labels },
            ["addressType"] = slice.At("addressType")?.DeepClone(),
            ["endpoints"] = new JsonArray([.. slice.Objects("endpoints").Select(Endpoint)]),
        };
        if (slice.Arr("ports") is { } ports)
            imported["ports"] = ports.Copy();
        return imported;
    }

    private static JsonObject Endpoint(JsonObject endpoint)
    {
        var copy = endpoint.Copy();
        foreach (var field in OfItsCluster)
            copy.Remove(field);
        return copy;
    }
}

/// <summary>An EndpointSlice that was collected.</summary>
/// <param name="Answers">Whether its cluster does.</param>
internal sealed record CollectedSlice(string Cluster, bool Answers, JsonObject Work)
{
    public JsonObject Slice => Work.Objects("spec", "workload", "manifests").FirstOrDefault() ?? [];
}
