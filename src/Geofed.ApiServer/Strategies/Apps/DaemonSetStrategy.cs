using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>DaemonSets (pkg/apis/apps/v1/defaults.go, pkg/apis/apps/validation, pkg/registry/apps/daemonset).</summary>
internal sealed class DaemonSetStrategy : StatusStrategy
{
    /// <summary>Where a former field of the spec lives on.</summary>
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    /// <summary>The conversion to v1 writes it, whatever it is.</summary>
    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        obj.Ensure("metadata", "annotations").SetWhenAbsent(TemplateGeneration, "0");
    }

    protected override void DefaultSpec(JsonObject spec)
    {
        PodDefaults.OfTemplate(spec.Ensure("template"));
        var strategy = spec.Ensure("updateStrategy");
        strategy.SetWhenEmpty("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.SetWhenAbsent("maxUnavailable", 1);
            rolling.SetWhenAbsent("maxSurge", 0);
        }
        spec.SetWhenAbsent("revisionHistoryLimit", 10);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        base.PrepareForCreate(obj);
        SetTemplateGeneration(obj, 1);
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(obj, old);
        var before = long.TryParse(old.Annotation(TemplateGeneration), out var number) ? number : 0;
        var same = JsonNavigation.Same(obj.At("spec", "template"), old.At("spec", "template"));
        SetTemplateGeneration(obj, same ? before : before + 1);
    }

    private static void SetTemplateGeneration(JsonObject obj, long generation) =>
        obj.Ensure("metadata", "annotations")[TemplateGeneration] = generation.ToString(CultureInfo.InvariantCulture);

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        WorkloadRules.Selector(spec, errors, "empty selector is invalid for daemonset", quiet: true);
        WorkloadRules.TemplateLabels(spec, errors);
        if (spec.Obj("selector") is { } selector && WorkloadRules.IsEmpty(selector))
            errors.Invalid("spec.selector", selector.Copy(), "empty selector is invalid for daemonset");
        PodTemplateRules.Validate(spec.Obj("template"), errors, "spec.template");
        WorkloadRules.RestartPolicyAlways(spec, errors);
        if (spec.At("template", "spec", "activeDeadlineSeconds") is not null)
            errors.Forbidden("spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in DaemonSet is not Supported");
        errors.NonNegative(spec, "minReadySeconds", "spec");
        RollingRules.Validate(spec.Obj("updateStrategy"), errors, "spec.updateStrategy", daemon: true);
        errors.NonNegative(spec, "revisionHistoryLimit", "spec");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        WorkloadRules.SelectorUnchanged(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        WorkloadRules.StatusCounts(obj, errors, "currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady", "observedGeneration",
            "updatedNumberScheduled", "numberAvailable", "numberUnavailable", "collisionCount");
        WorkloadRules.CollisionCount(obj, old, errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfTemplate(obj, "spec.template");
}
