using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Apps;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>ReplicationControllers (pkg/apis/core/v1/defaults.go, pkg/apis/core/validation ValidateReplicationController).</summary>
internal sealed class ReplicationControllerStrategy : StatusStrategy
{
    public override IReadOnlyList<string> SelectableFields => ["status.replicas"];

    public override string FieldValue(JsonObject obj, string field) => (obj.Int("status", "replicas") ?? 0).ToString(CultureInfo.InvariantCulture);

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        if (obj.Obj("spec", "template", "metadata", "labels") is not { Count: > 0 } labels)
            return;
        if (obj.Obj("spec", "selector") is null or { Count: 0 })
            obj.Ensure("spec")["selector"] = labels.DeepClone();
        if (obj.Obj("metadata", "labels") is null or { Count: 0 })
            obj.Ensure("metadata")["labels"] = labels.DeepClone();
    }

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenAbsent("replicas", 1);
        if (spec.Obj("template") is { } template)
            PodDefaults.OfTemplate(template);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        errors.NonNegative(spec, "minReadySeconds", "spec");
        var selector = spec.StringMap("selector");
        if (selector.Count == 0)
            errors.Required("spec.selector");
        errors.NonNegative(spec, "replicas", "spec");
        if (spec.Obj("template") is not { } template)
        {
            errors.Required("spec.template");
            return;
        }
        if (selector.Count > 0 && !LabelSelector.FromMap(selector).Matches(template.StringMap("metadata", "labels")))
            errors.Invalid("spec.template.metadata.labels", template.At("metadata", "labels").Copy(), "`selector` does not match template `labels`");
        PodTemplateRules.Validate(template, errors, "spec.template");
        WorkloadRules.RestartPolicyAlways(spec, errors);
        if (template.At("spec", "activeDeadlineSeconds") is not null)
            errors.Forbidden("spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in ReplicationController is not Supported");
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        WorkloadRules.StatusCounts(obj, errors, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration");
        WorkloadRules.AtMost(obj, errors, "replicas", "cannot be greater than status.replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
        WorkloadRules.AtMost(obj, errors, "readyReplicas", "cannot be greater than readyReplicas", "availableReplicas");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfWorkload(obj, "spec.template");
}
