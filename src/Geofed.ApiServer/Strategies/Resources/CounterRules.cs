using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for sets of counters, and for what a device consumes of one (validateCounterSet, validateDeviceCounterConsumption).</summary>
internal static class CounterRules
{
    /// <param name="key">The field with the name of the set.</param>
    public static void Set(JsonObject set, string key, FieldErrors errors, string path)
    {
        var name = set.Str(key) ?? "";
        if (name.Length == 0)
            errors.Required($"{path}.{key}");
        else
            DeviceNames.Label(name, errors, $"{path}.{key}");
        if (set.Obj("counters") is null or { Count: 0 })
            errors.Required($"{path}.counters");
        else
            DeviceLists.Map(set, "counters", 32, 63, errors, path, (counter, at) => DeviceNames.Label(counter, errors, at), (_, _) => { });
    }
}
