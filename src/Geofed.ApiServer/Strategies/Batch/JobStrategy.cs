using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Batch;

/// <summary>Jobs (pkg/apis/batch/v1/defaults.go, pkg/apis/batch/validation, pkg/registry/batch/job/strategy.go).</summary>
internal sealed class JobStrategy : StatusStrategy
{
    public override IReadOnlyList<string> SelectableFields => ["status.successful"];

    public override string FieldValue(JsonObject obj, string field) => (obj.Int("status", "succeeded") ?? 0).ToString(CultureInfo.InvariantCulture);

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        // A Job without labels takes its pods'.
        if (obj.Obj("metadata", "labels") is null or { Count: 0 } && obj.Obj("spec", "template", "metadata", "labels") is { Count: > 0 } labels)
            obj.Ensure("metadata")["labels"] = labels.DeepClone();
    }

    protected override void DefaultSpec(JsonObject spec) => JobDefaults.OfSpec(spec);

    /// <summary>Marks the pods with the Job's UID and selects by it; metadata.uid is there by now.</summary>
    public override void PrepareForCreate(JsonObject obj)
    {
        base.PrepareForCreate(obj);
        var spec = obj.Ensure("spec");
        if (spec.Bool("manualSelector") != true)
        {
            var labels = spec.Ensure("template", "metadata", "labels");
            foreach (var prefix in (string[])["batch.kubernetes.io/", ""])
            {
                labels.SetWhenAbsent($"{prefix}controller-uid", obj.Uid());
                labels.SetWhenAbsent($"{prefix}job-name", obj.Name());
            }
            spec.Ensure("selector", "matchLabels").SetWhenAbsent("batch.kubernetes.io/controller-uid", obj.Uid());
        }
        Default(obj);
    }

    /// <summary>Its pods' host names carry the name, when they are indexed.</summary>
    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        var selector = spec.Obj("selector");
        if (spec.Bool("manualSelector") != true && selector is not null)
            GeneratedLabels(obj, errors);
        JobRules.Spec(spec, errors, "spec");
        if (selector is not null && SelectorRules.IsWellFormed(selector) && !LabelSelector.From(selector).Matches(spec.StringMap("template", "metadata", "labels")))
            errors.Invalid("spec.template.metadata.labels", spec.At("template", "metadata", "labels").Copy(), "`selector` does not match template `labels`");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        JobUpdateRules.Validate(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        foreach (var field in (string[])["active", "succeeded", "failed", "ready", "terminating"])
            errors.NonNegative(obj.Obj("status"), field, "status");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfWorkload(obj, "spec.template");

    private static void GeneratedLabels(JsonObject obj, FieldErrors errors)
    {
        var labels = obj.StringMap("spec", "template", "metadata", "labels");
        foreach (var (key, wanted) in ((string, string)[])[("batch.kubernetes.io/controller-uid", obj.Uid()), ("batch.kubernetes.io/job-name", obj.Name())])
        {
            var path = $"spec.template.metadata.labels[{key}]";
            if (!labels.TryGetValue(key, out var value))
                errors.Required(path, $"must be '{wanted}'");
            else if (value != wanted)
                errors.Invalid("spec.template.metadata.labels", obj.At("spec", "template", "metadata", "labels").Copy(), $"must be '{wanted}'");
        }
    }
}
