using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>The rules for a Job's spec (pkg/apis/batch/validation/validation.go validateJobSpec).</summary>
internal static class JobRules
{
    private const int ManyIndexes = 100_000;

    public static void Spec(JsonObject? spec, FieldErrors errors, string path)
    {
        foreach (var key in (string[])["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"])
            errors.NonNegative(spec, key, path);
        if (spec.At("maxFailedIndexes") is not null && spec.At("backoffLimitPerIndex") is null)
            errors.Required($"{path}.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        if (spec.Str("managedBy") is { } manager)
            ManagedBy(manager, errors, $"{path}.managedBy");
        errors.OneOfIfSet(spec, "completionMode", path, "NonIndexed", "Indexed");
        switch (spec.Str("completionMode"))
        {
            case "Indexed":
                Indexed(spec, errors, path);
                break;
            case "NonIndexed" or null:
                foreach (var key in (string[])["backoffLimitPerIndex", "maxFailedIndexes"])
                {
                    if (spec.Int(key) is { } number)
                        errors.Invalid($"{path}.{key}", number, "requires indexed completion mode");
                }
                break;
        }
        if (spec.Obj("podFailurePolicy") is { } failure)
            PodFailurePolicyRules.Validate(spec!, failure, errors, $"{path}.podFailurePolicy.rules");
        if (spec.Obj("successPolicy") is { } success)
            SuccessPolicyRules.Validate(spec!, success, errors, $"{path}.successPolicy");
        if (spec.Obj("podFailurePolicy") is not null)
            errors.OneOfIfSet(spec, "podReplacementPolicy", path, "Failed");
        else
            errors.OneOfIfSet(spec, "podReplacementPolicy", path, "Failed", "TerminatingOrFailed");
        PodTemplateRules.Validate(spec.Obj("template"), errors, $"{path}.template");
        RestartPolicy(spec, errors, $"{path}.template.spec.restartPolicy");
    }

    // The template's default, Always, stands for "not given" here: a Job has to end.
    private static void RestartPolicy(JsonObject? spec, FieldErrors errors, string path)
    {
        var restart = spec.Str("template", "spec", "restartPolicy") ?? "";
        if (restart is "" or "Always")
            errors.Required(path, "valid values: \"OnFailure\", \"Never\"");
        else if (restart is not ("OnFailure" or "Never"))
            errors.NotSupported(path, restart, "OnFailure", "Never");
        else if (spec.At("podFailurePolicy") is not null && restart != "Never")
            errors.Invalid(path, restart, "only \"Never\" is supported when podFailurePolicy is specified");
    }

    private static void ManagedBy(string manager, FieldErrors errors, string path)
    {
        Names.DomainPrefixedPath(manager, errors, path);
        if (manager.Length > 63)
            errors.TooLong(path, 63);
    }

    /// <summary>What is known of each index has to fit into the Job's status.</summary>
    private static void Indexed(JsonObject? spec, FieldErrors errors, string path)
    {
        var (completions, parallelism, failed) = (spec.Int("completions"), spec.Int("parallelism"), spec.Int("maxFailedIndexes"));
        if (completions is null)
            errors.Required($"{path}.completions", "when completion mode is Indexed");
        if (parallelism > ManyIndexes)
            errors.Invalid($"{path}.parallelism", parallelism, $"must be less than or equal to {ManyIndexes} when completion mode is Indexed");
        if (failed > completions)
            errors.Invalid($"{path}.maxFailedIndexes", failed, "must be less than or equal to completions");
        if (failed > ManyIndexes)
            errors.Invalid($"{path}.maxFailedIndexes", failed, $"must be less than or equal to {ManyIndexes}");
        if (!(completions > ManyIndexes) || spec.At("backoffLimitPerIndex") is null)
            return;
        const string text = "must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index";
        if (failed is null)
            errors.Required($"{path}.maxFailedIndexes", $"must be specified when completions is above {ManyIndexes}");
        if (parallelism > 10_000)
            errors.Invalid($"{path}.parallelism", parallelism, text);
        if (failed > 10_000)
            errors.Invalid($"{path}.maxFailedIndexes", failed, text);
    }
}
