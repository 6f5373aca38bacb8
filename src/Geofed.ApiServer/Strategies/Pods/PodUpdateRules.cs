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
        if (!Images(spec, before, "containers", errors) || !Images(spec, before, "initContainers", errors) || !Deadline(spec, before, errors))
            return;
        OnlyAddedTolerations(spec, before, errors);
        GateRules.Changed(spec, before, errors, "spec.schedulingGates");
        var rest = Fixed(spec, before);
        if (before.Arr("schedulingGates") is { Count: > 0 })
            GatedPodRules.Validate(rest, before, errors);
        if (!JsonNavigation.Same(rest, before))
            errors.Forbidden("spec", $"{Refusal}\n{InternalDifference.Of(InternalText.Of("PodSpec", before), InternalText.Of("PodSpec", rest))}");
    }

    /// <summary>False when containers came or went: then nothing else is looked at.</summary>
    private static bool Images(JsonObject spec, JsonObject before, string list, FieldErrors errors)
    {
        var containers = spec.Objects(list).ToList();
        if (containers.Count != before.Objects(list).Count())
        {
            errors.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
            return false;
        }
        for (var i = 0; i < containers.Count; i++)
        {
            errors.RequireText(containers[i], "image", $"spec.{list}[{i}]");
            ContainerRules.ImageOfPod(containers[i], errors, $"spec.{list}[{i}]");
        }
        return true;
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
        foreach (var key in (string[])["activeDeadlineSeconds", "tolerations", "schedulingGates"])
        {
            if (before[key] is { } value)
                copy[key] = value.DeepClone();
            else
                copy.Remove(key);
        }
        if (before.Int("terminationGracePeriodSeconds") < 0 && copy.Int("terminationGracePeriodSeconds") == 1)
            copy["terminationGracePeriodSeconds"] = before.Int("terminationGracePeriodSeconds");
        return copy;
    }

    private static bool Deadline(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        const string path = "spec.activeDeadlineSeconds";
        var (now, then) = (spec.Int("activeDeadlineSeconds"), before.Int("activeDeadlineSeconds"));
        if (now is < 0 or > int.MaxValue)
            errors.InRange(path, now, 0, int.MaxValue);
        else if (then < now)
            errors.Invalid(path, now, "must be less than or equal to previous value");
        else
        {
            if (now is null && then is not null)
                errors.Invalid(path, null, "must not update from a positive integer to nil value");
            return true;
        }
        return false;
    }

    private static void OnlyAddedTolerations(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        static JsonObject Timeless(JsonObject toleration)
        {
            var copy = toleration.Copy();
            copy.Remove("tolerationSeconds");
            return copy;
        }
        var now = spec.Objects("tolerations").Select(Timeless).ToList();
        if (before.Objects("tolerations").Any(old => !now.Exists(t => JsonNavigation.Same(t, Timeless(old)))))
            errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        else
            TolerationRules.Validate(spec, errors, "spec.tolerations");
    }
}
