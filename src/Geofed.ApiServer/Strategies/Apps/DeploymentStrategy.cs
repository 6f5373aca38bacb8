using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>Deployments (pkg/apis/apps/v1/defaults.go, pkg/apis/apps/validation, pkg/registry/apps/deployment).</summary>
internal sealed class DeploymentStrategy : StatusStrategy
{
    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenAbsent("replicas", 1);
        PodDefaults.OfTemplate(spec.Ensure("template"));
        var strategy = spec.Ensure("strategy");
        strategy.SetWhenEmpty("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.SetWhenAbsent("maxUnavailable", "25%");
            rolling.SetWhenAbsent("maxSurge", "25%");
        }
        spec.SetWhenAbsent("revisionHistoryLimit", 10);
        spec.SetWhenAbsent("progressDeadlineSeconds", 600);
    }

    /// <summary>Labels belong to the main path too.</summary>
    public override void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForStatusUpdate(obj, old);
        if (old.At("metadata", "labels") is { } labels)
            obj.Ensure("metadata")["labels"] = labels.DeepClone();
        else
            obj.Ensure("metadata").Remove("labels");
    }

    /// <summary>A change of annotations counts as well: it may carry a rollback or a reason.</summary>
    public override bool ChangesGeneration(JsonObject obj, JsonObject old) =>
        base.ChangesGeneration(obj, old) || !JsonNavigation.Same(obj.At("metadata", "annotations"), old.At("metadata", "annotations"));

    public override void Validate(JsonObject obj, FieldErrors errors) => DeploymentRules.Validate(obj.Obj("spec"), errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        WorkloadRules.SelectorUnchanged(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        WorkloadRules.StatusCounts(obj, errors, "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "terminatingReplicas", "collisionCount");
        WorkloadRules.AtMost(obj, errors, "replicas", "cannot be greater than status.replicas", "updatedReplicas", "readyReplicas", "availableReplicas");
        WorkloadRules.AtMost(obj, errors, "readyReplicas", "cannot be greater than readyReplicas", "availableReplicas");
        WorkloadRules.CollisionCount(obj, old, errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfWorkload(obj, "spec.template");
}
