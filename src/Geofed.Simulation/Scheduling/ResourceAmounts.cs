using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>How much of each resource: cpu in thousandths, everything else in whole units.</summary>
internal sealed record ResourceAmounts(long MilliCpu, long Memory, long Disk, ImmutableSortedDictionary<string, long> Others)
{
    public static readonly ResourceAmounts None = new(0, 0, 0, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>Reads a ResourceList; what is no quantity counts as nothing.</summary>
    public static ResourceAmounts From(JsonObject? amounts)
    {
        var read = None;
        foreach (var (name, value) in amounts ?? [])
        {
            var quantity = Quantity.From(value) ?? Quantity.Zero;
            read = name switch
            {
                "cpu" => read with { MilliCpu = quantity.Milli },
                "memory" => read with { Memory = quantity.Units },
                "ephemeral-storage" => read with { Disk = quantity.Units },
                _ => read with { Others = read.Others.SetItem(name, quantity.Units) },
            };
        }
        return read;
    }

    public static ResourceAmounts operator +(ResourceAmounts a, ResourceAmounts b) => Combine(a, b, (x, y) => x + y);

    public static ResourceAmounts operator -(ResourceAmounts a, ResourceAmounts b) => Combine(a, b, (x, y) => x - y);

    public static ResourceAmounts Max(ResourceAmounts a, ResourceAmounts b) => Combine(a, b, Math.Max);

    public long Other(string name) => Others.GetValueOrDefault(name);

    private static ResourceAmounts Combine(ResourceAmounts a, ResourceAmounts b, Func<long, long, long> combine)
    {
        var others = a.Others;
        foreach (var (name, amount) in b.Others)
            others = others.SetItem(name, combine(a.Other(name), amount));
        return new(combine(a.MilliCpu, b.MilliCpu), combine(a.Memory, b.Memory), combine(a.Disk, b.Disk), others);
    }
}
