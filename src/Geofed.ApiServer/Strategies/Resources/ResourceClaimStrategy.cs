using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>ResourceClaims (pkg/apis/resource/v1/defaults.go, validation): claims on devices.</summary>
internal sealed class ResourceClaimStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    public override void Default(JsonObject obj)
    {
        base.Default(obj);
        foreach (var result in obj.Objects("status", "allocation", "devices", "results"))
            DeviceDefaults.Tolerations(result);
    }

    protected override void DefaultSpec(JsonObject spec) => DeviceDefaults.Of(spec.Obj("devices"));

    public override void Validate(JsonObject obj, FieldErrors errors) => DeviceRules.Validate(obj.Obj("spec", "devices"), errors, "spec.devices");

    /// <summary>The spec never changes, so there is nothing else to tell of it.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (!JsonNavigation.Same(obj["spec"], old["spec"]))
            errors.Invalid("spec", InternalText.Of("ResourceClaimSpec", obj.Obj("spec")), Values.Immutable);
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => ClaimStatusRules.Validate(obj, old, errors);
}
