using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>PersistentVolumes (pkg/registry/core/persistentvolume, pkg/apis/core/validation ValidatePersistentVolume).</summary>
internal sealed class PersistentVolumeStrategy(TimeProvider time) : StatusStrategy
{
    public override bool HasGeneration => false;

    public override IReadOnlyList<string> SelectableFields => ["name"];

    public override string FieldValue(JsonObject obj, string field) => obj.Name();

    protected override JsonObject NewStatus() => new() { ["phase"] = "Pending" };

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenEmpty("persistentVolumeReclaimPolicy", "Retain");
        spec.SetWhenAbsent("volumeMode", "Filesystem");
        VolumeDefaults.OfSource(spec);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        obj["status"] = new JsonObject { ["phase"] = "Pending", ["lastPhaseTransitionTime"] = KubeTime.Format(time.GetUtcNow()) };
        StorageProtection.Add(obj, "kubernetes.io/pv-protection");
    }

    public override void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForStatusUpdate(obj, old);
        if (obj.Str("status", "phase") != old.Str("status", "phase"))
            obj.Ensure("status")["lastPhaseTransitionTime"] = KubeTime.Format(time.GetUtcNow());
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => PersistentVolumeRules.Validate(obj.Obj("spec") ?? [], obj.Name(), errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        var (spec, before) = (obj.Obj("spec").Copy() ?? [], old.Obj("spec") ?? []);
        // The secret to expand a volume with may come later.
        if (before.Obj("csi") is { } csi && csi["controllerExpandSecretRef"] is null)
            spec.Obj("csi")?.Remove("controllerExpandSecretRef");
        if (PersistentVolumeRules.Kinds.Any(kind => !JsonNavigation.Same(spec[kind], before[kind])))
            errors.Forbidden("spec.persistentvolumesource", $"spec.persistentvolumesource is immutable after creation\n{InternalDifference.Of(Source(before), Source(spec))}");
        // Upstream leaves "spec" out of these two.
        errors.Unchanged(spec["volumeMode"], before["volumeMode"], "volumeMode");
        if (before["nodeAffinity"] is not null && !JsonNavigation.Same(spec["nodeAffinity"], before["nodeAffinity"]))
            errors.Invalid("nodeAffinity", spec.Obj("nodeAffinity") is { } affinity ? InternalText.Of("VolumeNodeAffinity", affinity) : null, "field is immutable, except for updating from beta label to GA");
        if (before["volumeAttributesClassName"] is not null && spec["volumeAttributesClassName"] is null)
            errors.Forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden");
    }

    private static JsonObject Source(JsonObject spec) => InternalText.Of("PersistentVolumeSource", spec);

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (obj.ResourceVersion().Length == 0)
            errors.Required("resourceVersion");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) =>
        VolumeWarnings.Of(obj.Obj("spec") ?? [], "spec").Concat(StorageProtection.ClassAnnotationWarning(obj));
}
