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

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        ValidateAll(obj, errors);
        // The pods of an indexed Job are hosts by its name and their index.
        if (obj.Str("spec", "completionMode") == "Indexed" && obj.Int("spec", "completions") is > 0 and var completions
            && $"{obj.Name()}-{completions - 1}" is var host && Names.DnsLabelErrors(host).Any())
            errors.Invalid("metadata.name", obj.Name(), $"will not able to create pod with invalid DNS label: {host}");
    }

    private static void ValidateAll(JsonObject obj, FieldErrors errors, bool isNew = true)
    {
        var spec = obj.Obj("spec");
        var selector = spec.Obj("selector");
        if (isNew && spec.Bool("manualSelector") != true && selector is not null)
            GeneratedLabels(obj, errors);
        JobRules.Spec(spec, errors, "spec");
        if (selector is null)
            errors.Required("spec.selector");
        else
            SelectorRules.Validate(selector, errors, "spec.selector");
        if (selector is null || (SelectorRules.IsWellFormed(selector) && !LabelSelector.From(selector).Matches(spec.StringMap("template", "metadata", "labels"))))
            errors.Invalid("spec.template.metadata.labels", spec.At("template", "metadata", "labels").Copy(), "`selector` does not match template `labels`");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        ValidateAll(obj, errors, isNew: false);
        JobUpdateRules.Validate(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => JobStatusRules.Validate(obj, old, errors);

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfWorkload(obj, "spec.template")
        .Concat(obj.Str("spec", "completionMode") == "Indexed" && obj.Int("spec", "completions") > 100_000 && obj.Int("spec", "parallelism") > 10_000
            ? ["In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not track completedIndexes when a big number of indexes fail"] : []);

    private static void GeneratedLabels(JsonObject obj, FieldErrors errors)
    {
        var labels = obj.StringMap("spec", "template", "metadata", "labels");
        const string path = "spec.template.metadata.labels";
        foreach (var prefix in (string[])["batch.kubernetes.io/", ""])
        {
            foreach (var (name, wanted) in ((string, string)[])[("controller-uid", obj.Uid()), ("job-name", obj.Name())])
            {
                if (!labels.TryGetValue(prefix + name, out var value))
                    errors.Required($"{path}[{prefix}{name}]", $"must be '{wanted}'");
                else if (value != wanted)
                    errors.Invalid($"{path}[{prefix}{name}]", obj.At(path.Split('.')).Copy(), $"must be '{wanted}'");
            }
        }
        var generated = labels.Where(l => l.Key.EndsWith("controller-uid", StringComparison.Ordinal) || l.Key.EndsWith("job-name", StringComparison.Ordinal)).ToDictionary();
        var selector = obj.Obj("spec", "selector")!;
        if (SelectorRules.IsWellFormed(selector) && !LabelSelector.From(selector).Matches(generated))
            errors.Invalid("spec.selector", selector.Copy(), "`selector` not auto-generated");
    }
}
