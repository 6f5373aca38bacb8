using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for which devices a claim got (pkg/apis/resource/validation validateAllocationResult).</summary>
internal static class AllocationRules
{
    public static void Validate(JsonObject allocation, RequestNames names, FieldErrors errors, string path)
    {
        var devices = allocation.Obj("devices");
        DeviceLists.Each(devices, "results", 32, errors, $"{path}.devices", (result, at) => Result(result, names, errors, at));
        DeviceLists.Each(devices, "config", 64, errors, $"{path}.devices", (config, at) =>
        {
            errors.OneOf(config, "source", at, "FromClaim", "FromClass");
            DeviceLists.Texts(config, "requests", 32, errors, at, (name, each) => DeviceNames.Reference(name, names, errors, each));
            DeviceConfigurationRules.Validate(config, errors, at);
        });
        if (allocation.Obj("nodeSelector") is { } selector)
            AffinityRules.NodeSelector(selector, errors, $"{path}.nodeSelector");
    }

    private static void Result(JsonObject result, RequestNames names, FieldErrors errors, string path)
    {
        DeviceNames.Reference(result.Str("request") ?? "", names, errors, $"{path}.request");
        CsiRules.DriverName(result.Str("driver") ?? "", errors, $"{path}.driver");
        DeviceNames.Pool(result.Str("pool") ?? "", errors, $"{path}.pool");
        DeviceNames.Label(result.Str("device") ?? "", errors, $"{path}.device");
        BindingRules.Validate(result, errors, path);
        DeviceTaintRules.Tolerations(result, errors, path);
        if (result.Str("shareID") is { } share)
            DeviceNames.Uid(share, errors, $"{path}.shareID");
    }
}
