using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>What a change of a Job's status is held to (validateJobStatus, ValidateJobStatusUpdate). What did not change is not looked at again.</summary>
internal static class JobStatusRules
{
    private const string Path = "status.conditions";

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (status, before) = (obj.Obj("status"), old.Obj("status"));
        foreach (var field in (string[])["active", "succeeded", "failed", "ready", "terminating"])
            errors.NonNegative(status, field, "status");
        Uncounted(status, errors);
        bool Is(string type) => IsTrue(status, type);
        bool Was(string type) => IsTrue(before, type);
        var ends = (Is("Complete") || Is("Failed")) && !(Was("Complete") || Was("Failed"));
        if (Is("Complete") && Is("Failed"))
            errors.InvalidWhole(Path, "cannot set Complete=True and Failed=true conditions");
        if (Is("Complete") && Is("FailureTarget"))
            errors.InvalidWhole(Path, "cannot set Complete=True and FailureTarget=true conditions");
        if (status.Str("completionTime") is { } done && !Is("Complete"))
            errors.Invalid("status.completionTime", done, "cannot set completionTime when there is no Complete=True condition");
        if (status.Str("completionTime") is null && Is("Complete"))
            errors.Required("status.completionTime", "completionTime is required for Complete jobs");
        if (status.Str("completionTime") is { } end && status.Str("startTime") is { } start && string.CompareOrdinal(end, start) < 0)
            errors.Invalid("status.completionTime", end, "completionTime cannot be set before startTime");
        if (Is("Failed") && !Was("Failed") && !Is("FailureTarget"))
            errors.InvalidWhole(Path, "cannot set Failed=True condition without the FailureTarget=true condition");
        if (Is("Complete") && !Was("Complete") && !Is("SuccessCriteriaMet"))
            errors.InvalidWhole(Path, "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        if (ends && status.Int("active") > 0)
            errors.Invalid("status.active", status.Int("active"), "active>0 is invalid for finished job");
        if (ends && status.Str("startTime") is null)
            errors.Required("status.startTime", "startTime is required for finished job");
        if (ends && (status.Obj("uncountedTerminatedPods") ?? []).Any(p => p.Value is JsonArray { Count: > 0 }))
            errors.Invalid("status.uncountedTerminatedPods", GoText.Struct(status.Obj("uncountedTerminatedPods"), ("Succeeded", "succeeded"), ("Failed", "failed")),
                "uncountedTerminatedPods needs to be empty for finished job");
        Indexes(obj, status, errors);
        if (ends && status.Int("terminating") > 0)
            errors.Invalid("status.terminating", status.Int("terminating"), "terminating>0 is invalid for finished job");
        if (status.Int("ready") > (status.Int("active") ?? 0))
            errors.Invalid("status.ready", status.Int("ready"), "cannot set more ready pods than active");
        if (Is("SuccessCriteriaMet") && Is("Failed"))
            errors.InvalidWhole(Path, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
        if (Is("SuccessCriteriaMet") && Is("FailureTarget"))
            errors.InvalidWhole(Path, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        Changed(obj, status, before, errors);
    }

    private static void Changed(JsonObject obj, JsonObject? status, JsonObject? before, FieldErrors errors)
    {
        foreach (var type in ((string[])["Failed", "Complete", "FailureTarget"]).Where(t => IsTrue(before, t) && !IsTrue(status, t)))
            errors.InvalidWhole(Path, $"cannot disable the terminal {type}=True condition");
        foreach (var key in ((string[])["failed", "succeeded"]).Where(k => (status.Int(k) ?? 0) < before.Int(k)))
            errors.Invalid($"status.{key}", status.Int(key) ?? 0, $"cannot decrease the {key} counter");
        if (status.Str("completionTime") is { } now && before.Str("completionTime") is { } then && now != then)
            errors.Invalid("status.completionTime", now, "completionTime cannot be mutated");
        // One that goes on after a pause starts anew.
        var resumes = IsTrue(before, "Suspended") && !IsTrue(status, "Suspended");
        if (before.Str("startTime") is { } start && start != status.Str("startTime") && obj.Bool("spec", "suspend") != true && !resumes)
            errors.Required("status.startTime", "startTime cannot be removed for unsuspended job");
        if (IsTrue(before, "SuccessCriteriaMet") && !IsTrue(status, "SuccessCriteriaMet"))
            errors.InvalidWhole(Path, "cannot disable the SuccessCriteriaMet=True condition");
        if (IsTrue(before, "Complete") && !IsTrue(before, "SuccessCriteriaMet") && IsTrue(status, "SuccessCriteriaMet"))
            errors.InvalidWhole(Path, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
    }

    private static void Uncounted(JsonObject? status, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in (string[])["succeeded", "failed"])
        {
            var i = 0;
            foreach (var uid in status.Strings("uncountedTerminatedPods", key))
            {
                var at = $"status.uncountedTerminatedPods.{key}[{i++}]";
                if (uid.Length == 0)
                    errors.Invalid(at, uid, "must not be empty");
                else if (!seen.Add(uid))
                    errors.Duplicate(at, uid);
            }
        }
    }

    private static void Indexes(JsonObject obj, JsonObject? status, FieldErrors errors)
    {
        var (done, failed, completions) = (status.Str("completedIndexes") ?? "", status.Str("failedIndexes"), obj.Int("spec", "completions"));
        if (completions is { } count && JobIndexes.Count(done, count, out var wrong) == 0 && wrong is not null)
            errors.Invalid("status.completedIndexes", done, $"error parsing completedIndexes: {wrong}");
        if (completions is { } all && failed is not null && obj.At("spec", "backoffLimitPerIndex") is not null && JobIndexes.Count(failed, all, out var bad) == 0 && bad is not null)
            errors.Invalid("status.failedIndexes", failed, $"error parsing failedIndexes: {bad}");
        if (done.Length > 0 && obj.Str("spec", "completionMode") != "Indexed")
            errors.Invalid("status.completedIndexes", done, "cannot set non-empty completedIndexes when non-indexed completion mode");
        if (failed is not null && obj.At("spec", "backoffLimitPerIndex") is null)
            errors.Invalid("status.failedIndexes", failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
    }

    private static bool IsTrue(JsonObject? status, string type) => status.Objects("conditions").Any(c => c.Str("type") == type && c.Str("status") == "True");
}
