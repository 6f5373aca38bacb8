using System.Text.Json.Nodes;
using Geofed.ApiServer.Admission;
using Geofed.Model;

namespace Geofed.Simulation;

/// <summary>
/// What GKE's admission does to each new pod beyond Kubernetes' defaults: one that asks for GPUs tolerates the taint of nodes with GPUs
/// (plugin/pkg/admission/extendedresourcetoleration), and one without an account gets its namespace's default one.
/// </summary>
public sealed class GkeAdmission : IAdmission
{
    public void Admit(AdmissionRequest request)
    {
        if (request is not { Operation: "CREATE", Subresource: null or "", Resource.Resource: { Group: "", Resource: "pods" }, Object: { } pod })
            return;
        var spec = pod.Ensure("spec");
        if (string.IsNullOrEmpty(spec.Str("serviceAccountName")))
            (spec["serviceAccountName"], spec["serviceAccount"]) = ("default", "default");
        foreach (var resource in ExtendedResources(spec))
            Tolerate(spec, resource);
    }

    /// <summary>Names with a domain that is not Kubernetes' own, e.g. nvidia.com/gpu.</summary>
    private static SortedSet<string> ExtendedResources(JsonObject spec) => new(
        spec.Objects("containers").Concat(spec.Objects("initContainers"))
            .SelectMany(container => container.Obj("resources", "requests").Keys().Concat(container.Obj("resources", "limits").Keys()))
            .Where(name => name.Contains('/', StringComparison.Ordinal) && !name.Split('/')[0].EndsWith("kubernetes.io", StringComparison.Ordinal)),
        StringComparer.Ordinal);

    private static void Tolerate(JsonObject spec, string resource)
    {
        if (spec.Objects("tolerations").Any(t => t.Str("key") == resource && t.Str("operator") == "Exists" && t.Str("effect") is null or ""))
            return;
        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        tolerations.Add((JsonNode)new JsonObject { ["key"] = resource, ["operator"] = "Exists" });
    }
}

file static class Maps
{
    public static IEnumerable<string> Keys(this JsonObject? map) => map?.Select(entry => entry.Key) ?? [];
}
