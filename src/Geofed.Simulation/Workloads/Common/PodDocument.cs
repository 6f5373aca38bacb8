using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A pod as its controller makes it of a template (pkg/controller/controller_utils.go GetPodFromTemplate).</summary>
internal static class PodDocument
{
    public static JsonObject Of(JsonObject owner, JsonObject? template = null)
    {
        template ??= owner.Obj("spec", "template") ?? [];
        var metadata = new JsonObject { ["generateName"] = owner.Name() + "-", ["namespace"] = owner.Namespace() };
        foreach (var part in (string[])["labels", "annotations", "finalizers"])
        {
            if (template.At("metadata", part) is { } value)
                metadata[part] = value.DeepClone();
        }
        metadata["ownerReferences"] = new JsonArray(Owners.ReferenceTo(owner));
        return new() { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = template.Obj("spec").Copy() };
    }

    /// <summary>Gives the pod a name of its own instead of a generated one.</summary>
    public static JsonObject Named(this JsonObject pod, string name)
    {
        pod.Ensure("metadata").Remove("generateName");
        pod.Ensure("metadata")["name"] = name;
        return pod;
    }
}
