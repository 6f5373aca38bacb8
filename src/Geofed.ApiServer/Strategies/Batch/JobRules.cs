using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>The rules for a Job's spec (pkg/apis/batch/validation/validation.go validateJobSpec).</summary>
internal static class JobRules
{
    public static void Spec(JsonObject? spec, FieldErrors errors, string path)
    {
        foreach (var key in (string[])["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"])
            errors.NonNegative(spec, key, path);
        var indexed = spec.Str("completionMode") == "Indexed";
        if (spec.Str("completionMode") is not ("Indexed" or "NonIndexed" or null) and var mode)
            errors.NotSupported($"{path}.completionMode", mode, "Indexed", "NonIndexed");
        if (indexed && spec.At("completions") is null)
            errors.Required($"{path}.completions", "when completion mode is Indexed");
        if (!indexed && spec.At("backoffLimitPerIndex") is not null)
            errors.Invalid($"{path}.backoffLimitPerIndex", spec.At("backoffLimitPerIndex").Copy(), "requires indexed completion mode");
        if (spec.At("backoffLimitPerIndex") is null && spec.At("maxFailedIndexes") is not null)
            errors.Required($"{path}.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        if (indexed && spec.Int("parallelism") > 100_000 && spec.Int("completions") > 100_000)
            errors.Invalid($"{path}.parallelism", spec.Int("parallelism"), "must be less than or equal to 100000 when completion mode is Indexed");
        if (spec.Str("podReplacementPolicy") is not (null or "Failed" or "TerminatingOrFailed") and var replacement)
            errors.NotSupported($"{path}.podReplacementPolicy", replacement, "Failed", "TerminatingOrFailed");
        PodTemplateRules.Validate(spec.Obj("template"), errors, $"{path}.template");
        var restart = spec.Str("template", "spec", "restartPolicy") ?? "";
        // The template's default, Always, stands for "not given" here: a Job has to end.
        if (restart is "" or "Always")
            errors.Required($"{path}.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        else if (restart is not ("OnFailure" or "Never"))
            errors.NotSupported($"{path}.template.spec.restartPolicy", restart, "OnFailure", "Never");
        else if (spec.At("podFailurePolicy") is not null && restart != "Never")
            errors.Invalid($"{path}.template.spec.restartPolicy", restart, "only \"Never\" is supported when podFailurePolicy is specified");
    }
}
