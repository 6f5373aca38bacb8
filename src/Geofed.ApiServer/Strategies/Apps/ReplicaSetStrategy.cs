using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>ReplicaSets (pkg/apis/apps/v1/defaults.go, pkg/registry/apps/replicaset).</summary>
internal sealed class ReplicaSetStrategy : StatusStrategy
{
    public override IReadOnlyList<string> SelectableFields => ["status.replicas"];

    public override string FieldValue(JsonObject obj, string field) => (obj.Int("status", "replicas") ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture);

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenAbsent("replicas", 1);
        PodDefaults.OfTemplate(spec.Ensure("template"));
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        errors.NonNegative(spec, "replicas", "spec");
        errors.NonNegative(spec, "minReadySeconds", "spec");
        WorkloadRules.Selector(spec, errors, "empty selector is invalid for deployment");
        WorkloadRules.Template(spec, errors, "ReplicaSet");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        WorkloadRules.SelectorUnchanged(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        WorkloadRules.StatusCounts(obj, errors, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "terminatingReplicas", "observedGeneration");
        WorkloadRules.AtMost(obj, errors, "replicas", "cannot be greater than status.replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
        WorkloadRules.AtMost(obj, errors, "readyReplicas", "cannot be greater than readyReplicas", "availableReplicas");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfWorkload(obj, "spec.template");
}
