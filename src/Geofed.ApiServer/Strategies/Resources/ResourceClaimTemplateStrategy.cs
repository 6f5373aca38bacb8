using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>ResourceClaimTemplates (pkg/apis/resource/validation ValidateResourceClaimTemplate).</summary>
internal sealed class ResourceClaimTemplateStrategy : ResourceStrategy
{
    public override void Default(JsonObject obj)
    {
        obj.Ensure("spec").SetWhenAbsent("metadata", new JsonObject());
        DeviceDefaults.Of(obj.Ensure("spec", "spec").Obj("devices"));
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        ObjectMetaRules.ValidateLabels(obj.At("spec", "metadata", "labels"), errors, "spec.metadata.labels");
        ObjectMetaRules.ValidateAnnotations(obj.At("spec", "metadata", "annotations"), errors, "spec.metadata.annotations");
        DeviceRules.Validate(obj.Obj("spec", "spec", "devices"), errors, "spec.spec.devices");
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (!JsonNavigation.Same(obj["spec"], old["spec"]))
            errors.Invalid("spec", InternalText.Of("ResourceClaimTemplateSpec", obj.Obj("spec")), Values.Immutable);
    }
}
