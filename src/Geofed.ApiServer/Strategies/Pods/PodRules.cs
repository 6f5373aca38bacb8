using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a pod, new or changed, where these are stricter than for a template (validatePodMetadataAndSpec, ValidatePodCreate).</summary>
internal static class PodRules
{
    public static void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec") ?? [];
        PodAnnotationRules.Validate(obj, errors, "metadata.annotations");
        PodSpecRules.Validate(spec, errors, "spec", obj.Name());
        if (string.IsNullOrEmpty(spec.Str("serviceAccountName")))
            NoTokens(spec, errors);
        foreach (var (container, path) in ((string[])["containers", "initContainers"]).SelectMany(l => spec.Objects(l).Select((c, i) => (c, $"spec.{l}[{i}]"))))
            ContainerRules.ImageOfPod(container, errors, path);
    }

    public static void ValidateNew(JsonObject obj, FieldErrors errors)
    {
        Validate(obj, errors);
        var spec = obj.Obj("spec");
        if (spec.Arr("ephemeralContainers") is { Count: > 0 })
            errors.Forbidden("spec.ephemeralContainers", "cannot be set on create");
        if (spec.Str("nodeName") is { Length: > 0 } && spec.Arr("schedulingGates") is { Count: > 0 })
            errors.Forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
    }

    private static void NoTokens(JsonObject spec, FieldErrors errors)
    {
        var i = 0;
        foreach (var volume in spec.Objects("volumes"))
        {
            var j = 0;
            foreach (var source in volume.Objects("projected", "sources"))
            {
                if (source["serviceAccountToken"] is not null)
                    errors.Forbidden($"spec.volumes[{i}].projected.sources[{j}].serviceAccountToken", "must not be specified when serviceAccountName is not set");
                j++;
            }
            i++;
        }
    }
}
