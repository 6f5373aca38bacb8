using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a template of pods (pkg/apis/core/validation/validation.go ValidatePodTemplateSpec).</summary>
internal static class PodTemplateRules
{
    /// <param name="addedVolumes">Claims of which a controller will add volumes, which containers may mount.</param>
    public static void Validate(JsonObject? template, FieldErrors errors, string path, IEnumerable<JsonObject>? addedVolumes = null)
    {
        ObjectMetaRules.ValidateLabels(template.At("metadata", "labels"), errors, $"{path}.labels");
        ObjectMetaRules.ValidateAnnotations(template.At("metadata", "annotations"), errors, $"{path}.annotations");
        PodAnnotationRules.Validate(template, errors, $"{path}.annotations");
        PodSpecRules.Validate(template.Obj("spec") ?? [], errors, $"{path}.spec", podName: null, addedVolumes);
        if (template.Arr("spec", "ephemeralContainers") is { Count: > 0 })
            errors.Forbidden($"{path}.spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
    }
}
