using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>What of a pod may change once it is there (pkg/apis/core/validation/validation.go ValidatePodUpdate).</summary>
internal static class PodUpdateRules
{
    private const string Refusal = "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (spec, before) = (obj.Obj("spec") ?? [], old.Obj("spec") ?? []);
        var stop = errors.Count;
        foreach (var list in (string[])["containers", "initContainers"])
        {
            var (now, then) = (spec.Objects(list).ToList(), before.Objects(list).ToList());
            if (now.Count != then.Count)
                errors.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
            for (var i = 0; i < now.Count; i++)
            {
                if (string.IsNullOrEmpty(now[i].Str("image")))
                    errors.Required($"spec.{list}[{i}].image");
            }
        }
        Deadline(spec, before, errors);
        OnlyAddedTolerations(spec, before, errors);
        if (errors.Count == stop && !JsonNavigation.Same(Fixed(spec, before), before))
            errors.Forbidden("spec", Refusal);
    }

    /// <summary>The spec with all that may change put back.</summary>
    private static JsonObject Fixed(JsonObject spec, JsonObject before)
    {
        var copy = spec.Copy();
        foreach (var list in (string[])["containers", "initContainers"])
        {
            foreach (var (container, old) in copy.Objects(list).Zip(before.Objects(list)))
                container["image"] = old["image"].Copy();
        }
        foreach (var key in (string[])["activeDeadlineSeconds", "tolerations", "schedulingGates", "nodeName"])
        {
            // A gated pod may lose gates; the binding subresource sets the node.
            if (key == "nodeName" && before[key] is not null)
                continue;
            if (before[key] is { } value)
                copy[key] = value.DeepClone();
            else
                copy.Remove(key);
        }
        return copy;
    }

    private static void Deadline(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (spec.Int("activeDeadlineSeconds"), before.Int("activeDeadlineSeconds"));
        errors.InRange("spec.activeDeadlineSeconds", now, 1, int.MaxValue);
        if (then is not null && now is null)
            errors.Invalid("spec.activeDeadlineSeconds", null, "must not update from a positive integer to nil value");
        else if (then < now)
            errors.Invalid("spec.activeDeadlineSeconds", now, "must be less than or equal to previous value");
    }

    private static void OnlyAddedTolerations(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        var now = spec.Objects("tolerations").ToList();
        if (before.Objects("tolerations").Any(old => !now.Exists(t => JsonNavigation.Same(t, old))))
            errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
    }
}
