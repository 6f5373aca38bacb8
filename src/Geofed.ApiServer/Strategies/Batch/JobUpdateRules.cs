using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>What of a Job may not change (pkg/apis/batch/validation/validation.go ValidateJobSpecUpdate).</summary>
internal static class JobUpdateRules
{
    private static readonly string[] Scheduling = ["nodeSelector", "tolerations", "schedulingGates", "affinity"];

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (spec, before) = (obj.Obj("spec"), old.Obj("spec"));
        Completions(spec, before, errors);
        errors.Unchanged(spec.At("selector"), before.At("selector"), "spec.selector");
        var template = spec.Obj("template").Copy() ?? [];
        var path = "spec.template";
        if (MayReschedule(before, old))
        {
            path = "spec.template.spec";
            // A suspended Job that never ran may be told where to run.
            PutBack(template.Ensure("spec"), before.Obj("template", "spec"), Scheduling);
            PutBack(template.Ensure("metadata"), before.Obj("template", "metadata"), ["labels", "annotations"]);
        }
        if (!JsonNavigation.Same(template, before.At("template")))
            errors.Invalid(path, path == "spec.template" ? InternalText.Of("PodTemplateSpec", spec.Obj("template")) : InternalText.Of("PodSpec", spec.Obj("template", "spec")), Values.Immutable);
        errors.Unchanged(spec.At("completionMode"), before.At("completionMode"), "spec.completionMode");
        errors.Unchanged(spec.At("podFailurePolicy"), before.At("podFailurePolicy"), "spec.podFailurePolicy");
        errors.Unchanged(spec.At("backoffLimitPerIndex"), before.At("backoffLimitPerIndex"), "spec.backoffLimitPerIndex");
        errors.Unchanged(spec.At("managedBy"), before.At("managedBy"), "spec.managedBy");
        errors.Unchanged(spec.At("successPolicy"), before.At("successPolicy"), "spec.successPolicy");
    }

    // An indexed Job may be resized when parallelism goes along.
    private static void Completions(JsonObject? spec, JsonObject? before, FieldErrors errors)
    {
        if (JsonNavigation.Same(spec.At("completions"), before.At("completions")))
            return;
        if (spec.Str("completionMode") == "Indexed" && spec.Int("completions") is not null && spec.Int("completions") == spec.Int("parallelism"))
            return;
        if (spec.Str("completionMode") != "Indexed")
            errors.Invalid("spec.completions", spec.At("completions").Copy(), Values.Immutable);
        else if (spec.At("completions") is not null)
            errors.Invalid("spec.completions", spec.At("completions").Copy(), "can only be modified in tandem with spec.parallelism");
    }

    private static bool MayReschedule(JsonObject? before, JsonObject old) => before.Bool("suspend") == true && old.At("status", "startTime") is null;

    private static void PutBack(JsonObject part, JsonObject? before, string[] keys)
    {
        foreach (var key in keys)
        {
            if (before.At(key) is { } value)
                part[key] = value.DeepClone();
            else
                part.Remove(key);
        }
    }
}
