using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>What of a claim may change (pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimUpdate).</summary>
internal static class ClaimUpdateRules
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var (spec, before) = (obj.Obj("spec").Copy() ?? [], old.Obj("spec") ?? []);
        if (string.IsNullOrEmpty(before.Str("volumeName")))
            PutBack(spec, before, "volumeName");
        StorageClass(obj, old, spec, errors);
        if (obj.Str("status", "phase") == "Bound")
        {
            if (spec.Obj("resources", "requests") is { } requests)
                PutBack(requests, before.Obj("resources", "requests") ?? [], "storage");
            if (spec["volumeAttributesClassName"] is not null)
                PutBack(spec, before, "volumeAttributesClassName");
        }
        if (!JsonNavigation.Same(spec, before))
            errors.Forbidden("spec", $"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n{InternalDifference.Of(Internal(before), Internal(spec))}");
        Size(obj, old, errors);
        // Upstream leaves "spec" out.
        errors.Unchanged(obj.At("spec", "volumeMode"), before["volumeMode"], "volumeMode");
        if (before["volumeAttributesClassName"] is null)
            return;
        if (obj.Str("spec", "volumeAttributesClassName") is not { } attributes)
            errors.Forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden");
        else if (attributes.Length == 0 && before.Str("volumeAttributesClassName") != "")
            errors.Forbidden("spec.volumeAttributesClassName", "update from non-nil value to an empty string is forbidden");
    }

    private static JsonObject Internal(JsonObject spec) => InternalText.Of("PersistentVolumeClaimSpec", spec);

    /// <summary>A class may be given to a claim that has none, and moved from the former annotation.</summary>
    private static void StorageClass(JsonObject obj, JsonObject old, JsonObject spec, FieldErrors errors)
    {
        var (now, then) = (obj.Annotation(ClassAnnotation), old.Annotation(ClassAnnotation));
        if (now != then && !(then is not null && now is null && obj.Str("spec", "storageClassName") == then))
            errors.Invalid($"metadata.annotations.{ClassAnnotation}", now ?? "", Values.Immutable);
        if (old.At("spec", "storageClassName") is null && spec.Str("storageClassName") is { } name && (then is null || then == name))
            spec.Remove("storageClassName");
    }

    private static void Size(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        static Quantity Storage(JsonNode? amounts) => Quantity.From(amounts.At("storage")) ?? Quantity.Zero;
        var now = Storage(obj.At("spec", "resources", "requests"));
        if (now < Storage(old.At("spec", "resources", "requests")) && now <= Storage(old.At("status", "capacity")))
            errors.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
    }

    private static void PutBack(JsonObject part, JsonObject before, string key)
    {
        if (before[key] is { } value)
            part[key] = value.DeepClone();
        else
            part.Remove(key);
    }
}
