using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>ResourceClaims (pkg/apis/resource/v1/defaults.go, validation): claims on devices.</summary>
internal sealed class ResourceClaimStrategy : StatusStrategy
{
    public override bool HasGeneration => false;

    protected override void DefaultSpec(JsonObject spec) => DeviceDefaults.Of(spec.Obj("devices"));

    public override void Validate(JsonObject obj, FieldErrors errors) => DeviceRules.Validate(obj.Obj("spec", "devices"), errors, "spec.devices");

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        Validate(obj, errors);
        errors.Unchanged(obj["spec"], old["spec"], "spec");
    }
}
