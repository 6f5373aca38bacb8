using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>What Deployments, ReplicaSets, StatefulSets and DaemonSets are held to alike (pkg/apis/apps/validation/validation.go).</summary>
internal static class WorkloadRules
{
    public static void Selector(JsonObject? spec, FieldErrors errors, string whenEmpty, bool quiet = false)
    {
        if (spec.Obj("selector") is not { } selector)
        {
            if (!quiet)
                errors.Required("spec.selector");
            return;
        }
        SelectorRules.Validate(selector, errors, "spec.selector");
        if (!quiet && IsEmpty(selector))
            errors.Invalid("spec.selector", selector.Copy(), whenEmpty);
    }

    public static bool IsEmpty(JsonObject selector) =>
        selector.Obj("matchLabels") is null or { Count: 0 } && selector.Arr("matchExpressions") is null or { Count: 0 };

    /// <summary>No selector selects nothing, so it matches no template either; an empty one is told of elsewhere.</summary>
    public static void TemplateLabels(JsonObject? spec, FieldErrors errors)
    {
        var selector = spec.Obj("selector");
        if (selector is not null && (IsEmpty(selector) || !SelectorRules.IsWellFormed(selector)))
            return;
        if (selector is null || !LabelSelector.From(selector).Matches(spec.StringMap("template", "metadata", "labels")))
            errors.Invalid("spec.template.metadata.labels", spec.At("template", "metadata", "labels").Copy(), "`selector` does not match template `labels`");
    }

    public static void Template(JsonObject? spec, FieldErrors errors, string kind)
    {
        TemplateLabels(spec, errors);
        PodTemplateRules.Validate(spec.Obj("template"), errors, "spec.template");
        RestartPolicyAlways(spec, errors);
        if (spec.At("template", "spec", "activeDeadlineSeconds") is not null)
            errors.Forbidden("spec.template.spec.activeDeadlineSeconds", $"activeDeadlineSeconds in {kind} is not Supported");
    }

    public static void RestartPolicyAlways(JsonObject? spec, FieldErrors errors)
    {
        if (spec.Str("template", "spec", "restartPolicy") is { } policy && policy != "Always")
            errors.NotSupported("spec.template.spec.restartPolicy", policy, "Always");
    }

    public static void SelectorUnchanged(JsonObject obj, JsonObject old, FieldErrors errors) =>
        errors.Unchanged(obj.At("spec", "selector"), old.At("spec", "selector"), "spec.selector");

    public static void StatusCounts(JsonObject obj, FieldErrors errors, params string[] fields)
    {
        foreach (var field in fields)
            errors.NonNegative(obj.Obj("status"), field, "status");
    }

    /// <summary>Parts of the pods that are more than all of them.</summary>
    public static void AtMost(JsonObject obj, FieldErrors errors, string most, string text, params string[] parts)
    {
        var status = obj.Obj("status");
        foreach (var part in parts.Where(p => status.Int(p) > (status.Int(most) ?? 0)))
            errors.Invalid($"status.{part}", status.Int(part), text);
    }

    public static void CollisionCount(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if ((obj.Int("status", "collisionCount") ?? 0) is var now && (now < old.Int("status", "collisionCount")))
            errors.Invalid("status.collisionCount", now, "cannot be decremented");
    }
}
