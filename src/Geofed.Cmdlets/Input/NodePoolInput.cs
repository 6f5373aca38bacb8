using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Model;

namespace Geofed.Cmdlets;

/// <summary>A node pool written as a hashtable: <c>@{ Name = 'gpu'; MachineType = 'g2-standard-4'; Count = 2; Accelerator = 'nvidia-l4' }</c>.</summary>
internal static class NodePoolInput
{
    private static readonly string[] Known = ["Name", "MachineType", "Count", "Accelerator", "AcceleratorCount", "Spot", "Labels", "Taints"];

    /// <exception cref="GeofedErrorException">Something in it is unknown, missing or wrong.</exception>
    public static GeoNodePool Read(Hashtable pool, int index)
    {
        foreach (var key in pool.Keys.Cast<object>().Select(k => k.ToString()!).Where(k => !Known.Contains(k, StringComparer.OrdinalIgnoreCase)))
            throw GeofedErrors.InvalidNodePool($"'{key}' is not one of {string.Join(", ", Known)}.", pool);
        var accelerator = Text(pool, "Accelerator");
        var gpus = accelerator is null ? 0 : Number(pool, "AcceleratorCount", 1);
        return new(
            Text(pool, "Name") ?? (index == 0 ? "default-pool" : $"pool-{index + 1}"),
            Text(pool, "MachineType") ?? (accelerator is null ? NodePoolDefaults.OrdinaryMachineType : MachineFor(accelerator, gpus)),
            Number(pool, "Count", 1),
            accelerator,
            gpus,
            LanguagePrimitives.IsTrue(Value(pool, "Spot")))
        {
            Labels = StringMaps.Texts(Value(pool, "Labels") as IDictionary),
            Taints = Value(pool, "Taints") is { } taints ? [.. LanguagePrimitives.ConvertTo<string[]>(taints)] : [],
        };
    }

    /// <summary>The pools of a cluster that is described by numbers: ordinary nodes, and nodes with GPUs when an accelerator is named.</summary>
    /// <exception cref="GeofedErrorException">There is no such accelerator, or no machine with so many of it.</exception>
    public static IReadOnlyList<GeoNodePool> Simple(string machineType, int nodes, string? accelerator, int gpus, int? gpuNodes)
    {
        var pools = new List<GeoNodePool> { new("default-pool", machineType, nodes) };
        if (!string.IsNullOrEmpty(accelerator))
            pools.Add(new("gpu-pool", MachineFor(accelerator, gpus), gpuNodes ?? nodes, accelerator, gpus));
        return pools;
    }

    /// <summary>The machine type that carries so many of an accelerator.</summary>
    /// <exception cref="GeofedErrorException">There is no such accelerator, or no machine with so many of it.</exception>
    public static string MachineFor(string accelerator, int gpus) => NodePoolDefaults.MachineType(accelerator, gpus) ?? throw (NodePoolDefaults.Counts(accelerator) is { Count: > 0 } counts
        ? GeofedErrors.InvalidNodePool($"no machine has {gpus} x {accelerator}; there are machines with {string.Join(", ", counts)}.", accelerator)
        : GeofedErrors.UnknownAccelerator(accelerator, Suggestions.Nearest(accelerator, NodePoolDefaults.Accelerators)));

    internal static object? Value(Hashtable pool, string key) =>
        pool.Keys.Cast<object>().Where(k => key.Equals(k.ToString(), StringComparison.OrdinalIgnoreCase)).Select(k => pool[k]).FirstOrDefault();

    internal static string? Text(Hashtable pool, string key) => Value(pool, key)?.ToString() is { Length: > 0 } text ? text : null;

    internal static int Number(Hashtable pool, string key, int otherwise) => Text(pool, key) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw GeofedErrors.InvalidNodePool($"{key} is '{text}', but must be a whole number above 0.", pool);
}
