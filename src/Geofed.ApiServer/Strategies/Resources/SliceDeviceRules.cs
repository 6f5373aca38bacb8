using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for a device (pkg/apis/resource/validation validateDevice). Its capacity and its taints are not looked at again when they stay as they were.</summary>
internal static class SliceDeviceRules
{
    public static void Validate(JsonObject device, JsonObject? old, bool choosesNodes, FieldErrors errors, string path)
    {
        DeviceNames.Label(device.Str("name") ?? "", errors, $"{path}.name");
        var (attributes, capacity) = (device.Obj("attributes")?.Count ?? 0, device.Obj("capacity")?.Count ?? 0);
        if (attributes + capacity > 32)
            errors.Invalid(path, attributes + capacity, "the total number of attributes and capacities must not exceed 32");
        if (attributes > 48)
            errors.Invalid(path, attributes, "the total number of attribute values must not exceed 48");
        DeviceLists.Map(device, "attributes", int.MaxValue, DeviceNames.LongestQualified, errors, path,
            (name, at) => DeviceNames.Qualified(name, errors, at), (value, at) => AttributeRules.Validate(value as JsonObject ?? [], errors, at));
        if (old is null || !JsonNavigation.Same(old["capacity"], device["capacity"]))
        {
            DeviceLists.Map(device, "capacity", int.MaxValue, DeviceNames.LongestQualified, errors, path,
                (name, at) => DeviceNames.Qualified(name, errors, at), (value, at) => CapacityRules.Validate(value, device.Bool("allowMultipleAllocations") == true, errors, at));
        }
        if (old is null || !JsonNavigation.Same(old["taints"], device["taints"]))
            DeviceLists.Each(device, "taints", 16, errors, path, (taint, at) => DeviceTaintRules.Taint(taint, errors, at));
        DeviceLists.Each(device, "consumesCounters", 2, errors, path, (use, at) => CounterRules.Set(use, "counterSet", errors, at), use => use.Str("counterSet") ?? "");
        Nodes(device, choosesNodes, errors, path);
        BindingRules.Validate(device, errors, path);
    }

    private static void Nodes(JsonObject device, bool chooses, FieldErrors errors, string path)
    {
        const string rule = "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec";
        if (!chooses)
        {
            if (device["nodeName"] is not null || device["nodeSelector"] is not null || device["allNodes"] is not null)
                errors.Invalid(path, null, "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec");
            return;
        }
        var set = new List<string>();
        NodeChoices.Name(device, set, errors, path, "must not be empty");
        NodeChoices.Selector(device, set, errors, path);
        NodeChoices.Flag(device, "allNodes", set, errors, path);
        if (set.Count == 0)
            errors.Required(path, rule);
        else if (set.Count > 1)
            errors.Invalid(path, NodeChoices.Text(set), rule);
    }
}
