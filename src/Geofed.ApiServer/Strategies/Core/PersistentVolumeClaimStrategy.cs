using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
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
        ClaimUpdateRules.Validate(obj, old, errors);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (obj.ResourceVersion().Length == 0)
            errors.Required("resourceVersion");
        foreach (var (name, amount) in ResourceRules.Amounts(obj.Obj("status"), "capacity"))
        {
            if (amount.Units < 0)
                errors.Invalid($"status.capacity[{name}]", amount.Units, "must be a valid resource quantity");
        }
        foreach (var (name, state) in obj.StringMap("status", "allocatedResourceStatuses"))
        {
            if (state is not ("ControllerResizeInProgress" or "ControllerResizeInfeasible" or "NodeResizePending" or "NodeResizeInProgress" or "NodeResizeInfeasible"))
                errors.NotSupported("status.allocatedResourceStatus", name, "ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress", "NodeResizeInfeasible", "NodeResizePending");
        }
    }

    public override IEnumerable<string> Warnings(JsonObject obj) =>
        StorageProtection.ClassAnnotationWarning(obj).Concat(VolumeWarnings.OfClaim(obj.Obj("spec"), "spec"));
}
