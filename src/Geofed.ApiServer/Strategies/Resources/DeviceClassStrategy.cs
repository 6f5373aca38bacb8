using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>DeviceClasses: kinds of devices that claims name (pkg/apis/resource/validation ValidateDeviceClass).</summary>
internal sealed class DeviceClassStrategy : ResourceStrategy
{
    public override bool HasGeneration => true;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec") ?? [];
        DeviceRules.Selectors(spec, errors, "spec");
        DeviceLists.Each(spec, "config", 32, errors, "spec", (config, path) => DeviceConfigurationRules.Validate(config, errors, path));
        if (spec.Str("extendedResourceName") is { } name && !ResourceNames.IsExtended(name))
            errors.Invalid("spec.extendedResourceName", name, "must be a valid extended resource name");
    }
}
