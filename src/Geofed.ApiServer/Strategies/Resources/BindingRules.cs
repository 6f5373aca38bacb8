using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for conditions that a device waits for, or fails by, before a pod is bound (validateDeviceBindingParameters).</summary>
internal static class BindingRules
{
    public static void Validate(JsonObject device, FieldErrors errors, string path)
    {
        var (waits, fails) = (Names(device, "bindingConditions", errors, path), Names(device, "bindingFailureConditions", errors, path));
        Duplicates(waits, [], errors, $"{path}.bindingConditions");
        Duplicates(fails, waits, errors, $"{path}.bindingFailureConditions");
        if (waits.Count == 0 && fails.Count > 0)
            errors.Invalid($"{path}.bindingConditions", device["bindingConditions"].Copy(), "bindingConditions are required to use bindingFailureConditions");
        if (fails.Count == 0 && waits.Count > 0)
            errors.Invalid($"{path}.bindingFailureConditions", device["bindingFailureConditions"].Copy(), "bindingFailureConditions are required to use bindingConditions");
    }

    private static List<string> Names(JsonObject device, string list, FieldErrors errors, string path)
    {
        var names = device.Strings(list).ToList();
        if (names.Count > 4)
            errors.TooMany($"{path}.{list}", names.Count, 4);
        for (var i = 0; names.Count <= 4 && i < names.Count; i++)
            errors.Each($"{path}.{list}[{i}]", names[i], Strategies.Names.QualifiedName(names[i]));
        return names;
    }

    private static void Duplicates(List<string> names, List<string> others, FieldErrors errors, string path)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names.IndexOf(names[i]) < i)
                errors.Duplicate($"{path}[{i}]", names[i]);
            if (others.Contains(names[i]))
                errors.Invalid($"{path}[{i}]", names[i], "bindingFailureConditions must not overlap with bindingConditions");
        }
    }
}
