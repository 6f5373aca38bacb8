using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>PersistentVolumeClaims (pkg/registry/core/persistentvolumeclaim), with the finalizer of the StorageObjectInUseProtection admission plugin.</summary>
internal sealed class PersistentVolumeClaimStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    protected override JsonObject NewStatus() => new() { ["phase"] = "Pending" };

    protected override void DefaultSpec(JsonObject spec)
    {
        spec.SetWhenAbsent("resources", new JsonObject());
        spec.SetWhenAbsent("volumeMode", "Filesystem");
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        base.PrepareForCreate(obj);
        StorageProtection.Add(obj, "kubernetes.io/pvc-protection");
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => ClaimRules.Spec(obj.Obj("spec"), errors, "spec");

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        var (spec, before) = (obj.Obj("spec").Copy() ?? [], old.Obj("spec") ?? []);
        if (string.IsNullOrEmpty(before.Str("volumeName")) && spec.Str("volumeName") is { Length: > 0 })
            spec.Remove("volumeName");
        // The default class comes after the claim, where the claim names none.
        if (before["storageClassName"] is null && before.Str("volumeName") is null or "")
            spec.Remove("storageClassName");
        if (old.Str("status", "phase") == "Bound" && Quantity.From(spec.At("resources", "requests", "storage")) < Quantity.From(before.At("resources", "requests", "storage")))
            errors.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        if (spec.Obj("resources", "requests") is { } requests && before.At("resources", "requests", "storage") is { } size)
            requests["storage"] = size.DeepClone();
        spec["volumeAttributesClassName"] = before["volumeAttributesClassName"].Copy();
        if (spec["volumeAttributesClassName"] is null)
            spec.Remove("volumeAttributesClassName");
        if (!JsonNavigation.Same(spec, before))
            errors.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
    }

    public override IEnumerable<string> Warnings(JsonObject obj) => StorageProtection.ClassAnnotationWarning(obj);
}
