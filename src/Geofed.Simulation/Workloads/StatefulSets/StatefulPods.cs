using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The pods of a StatefulSet and their claims, which have names of their own and keep them (pkg/controller/statefulset/stateful_set_utils.go).</summary>
internal static class StatefulPods
{
    public static int First(JsonObject set) => set.Count("spec", "ordinals", "start");

    public static int End(JsonObject set) => First(set) + set.Count("spec", "replicas");

    /// <summary>-1 for a name that is not one of the set's.</summary>
    public static int Ordinal(JsonObject set, string name) =>
        int.TryParse(name[(name.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) && name == $"{set.Name()}-{ordinal}" ? ordinal : -1;

    public static JsonObject Document(JsonObject set, int ordinal, JsonObject revision)
    {
        var name = $"{set.Name()}-{ordinal}";
        var pod = PodDocument.Of(set, ControllerRevisions.Template(revision)).Named(name);
        var labels = pod.Ensure("metadata", "labels");
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        labels[ControllerRevisions.PodLabel] = revision.Name();
        var spec = pod.Ensure("spec");
        spec["hostname"] = name;
        if (set.Str("spec", "serviceName") is { Length: > 0 } service)
            spec["subdomain"] = service;
        foreach (var template in set.Objects("spec", "volumeClaimTemplates"))
            Mount(spec, template.Name(), ClaimName(set, template, ordinal));
        return pod;
    }

    public static IEnumerable<JsonObject> Claims(JsonObject set, int ordinal)
    {
        foreach (var template in set.Objects("spec", "volumeClaimTemplates"))
        {
            var metadata = template.Obj("metadata").Copy() ?? [];
            metadata["name"] = ClaimName(set, template, ordinal);
            metadata["namespace"] = set.Namespace();
            foreach (var (key, value) in set.StringMap("spec", "selector", "matchLabels"))
                metadata.Ensure("labels")[key] = value;
            if (set.Str("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") == "Delete")
                metadata["ownerReferences"] = new JsonArray(Owners.ReferenceTo(set));
            yield return new() { ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["metadata"] = metadata, ["spec"] = template.Obj("spec").Copy() };
        }
    }

    public static string ClaimName(JsonObject set, JsonObject template, int ordinal) => $"{template.Name()}-{set.Name()}-{ordinal}";

    private static void Mount(JsonObject spec, string volume, string claim)
    {
        var others = spec.Objects("volumes").Where(v => v.Str("name") != volume).Select(v => (JsonNode)v.Copy());
        spec["volumes"] = new JsonArray([.. others, new JsonObject { ["name"] = volume, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } }]);
    }
}
