using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Apps;

/// <summary>StatefulSets (pkg/apis/apps/v1/defaults.go, pkg/apis/apps/validation, pkg/registry/apps/statefulset).</summary>
internal sealed class StatefulSetStrategy : StatusStrategy
{
    private static readonly string[] Mutable =
        ["replicas", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds", "ordinals", "revisionHistoryLimit"];

    protected override void DefaultSpec(JsonObject spec)
    {
        PodDefaults.OfTemplate(spec.Ensure("template"));
        spec.SetWhenEmpty("podManagementPolicy", "OrderedReady");
        var strategy = spec.Ensure("updateStrategy");
        if (string.IsNullOrEmpty(strategy.Str("type")))
        {
            strategy["type"] = "RollingUpdate";
            strategy.Ensure("rollingUpdate").SetWhenAbsent("partition", 0);
        }
        if (strategy.Str("type") == "RollingUpdate" && strategy.Obj("rollingUpdate") is { } rolling)
            rolling.SetWhenAbsent("partition", 0);
        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.SetWhenEmpty("whenDeleted", "Retain");
        retention.SetWhenEmpty("whenScaled", "Retain");
        spec.SetWhenAbsent("replicas", 1);
        spec.SetWhenAbsent("revisionHistoryLimit", 10);
        foreach (var claim in spec.Objects("volumeClaimTemplates"))
        {
            claim["apiVersion"] = "v1";
            claim["kind"] = "PersistentVolumeClaim";
            claim.SetWhenAbsent("metadata", new JsonObject());
            claim.Ensure("spec").SetWhenAbsent("resources", new JsonObject());
            claim.Ensure("spec").SetWhenAbsent("volumeMode", "Filesystem");
            claim.Ensure("status").SetWhenEmpty("phase", "Pending");
        }
    }

    /// <summary>Its pods' names carry its name, so it must be a label.</summary>
    public override string? CheckName(string name) => Names.DnsLabel(name);

    public override void Validate(JsonObject obj, FieldErrors errors) => StatefulSetRules.Validate(obj.Obj("spec"), errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        var (spec, before) = (obj.Obj("spec").Copy() ?? [], old.Obj("spec").Copy() ?? []);
        foreach (var key in Mutable)
        {
            spec.Remove(key);
            before.Remove(key);
        }
        if (!JsonNavigation.Same(spec, before))
        {
            errors.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
                + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        WorkloadRules.StatusCounts(obj, errors, "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration", "collisionCount");
        WorkloadRules.AtMost(obj, errors, "replicas", "cannot be greater than status.replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas");
        WorkloadRules.AtMost(obj, errors, "readyReplicas", "cannot be greater than status.readyReplicas", "availableReplicas");
        WorkloadRules.CollisionCount(obj, old, errors);
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => PodWarnings.OfTemplate(obj, "spec.template")
        .Concat(obj.Objects("spec", "volumeClaimTemplates").SelectMany((c, i) => VolumeWarnings.OfClaim(c.Obj("spec"), $"spec.volumeClaimTemplates[{i}].spec")))
        .Concat(obj.Int("spec", "revisionHistoryLimit") < 0 ? ["spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"] : []);
}
