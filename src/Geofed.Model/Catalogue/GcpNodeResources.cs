using System.Globalization;
using System.Text.Json.Nodes;

namespace Geofed.Model.Catalogue;

/// <summary>What a node has, and what GKE leaves of it to pods (cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes).</summary>
public static class GcpNodeResources
{
    private const long Mi = 1 << 20;
    private const long Gi = 1 << 30;

    /// <summary>GKE's limit on a node of a Standard cluster.</summary>
    private const int Pods = 110;

    /// <summary>GKE's default boot disk.</summary>
    private const long Disk = 100 * Gi;

    /// <summary>Kept free so that the kubelet can evict before the kernel kills.</summary>
    private const long EvictionThreshold = 100 * Mi;

    public static JsonObject Capacity(GcpMachineType machine, GcpGpus? gpus) =>
        Amounts(machine.Cpus.ToString(CultureInfo.InvariantCulture), Memory(machine), Disk, gpus);

    public static JsonObject Allocatable(GcpMachineType machine, GcpGpus? gpus) =>
        Amounts(AllocatableMilliCpu(machine).ToString(CultureInfo.InvariantCulture) + "m", AllocatableMemory(machine), AllocatableDisk, gpus);

    /// <summary>6% of the first core, 1% of the second, 0.5% of the next two and 0.25% of the rest are reserved; of shared cores 1060m.</summary>
    internal static long AllocatableMilliCpu(GcpMachineType machine)
    {
        if (machine.Name is "e2-micro" or "e2-small" or "e2-medium")
            return 940;
        var reserved = 60 + 10 * Cores(1, 2) + 5 * Cores(2, 4) + 2.5 * Cores(4, int.MaxValue);
        return machine.Cpus * 1000L - (long)Math.Ceiling(reserved);

        double Cores(int from, int to) => Math.Clamp(machine.Cpus - from, 0, to - from);
    }

    /// <summary>25% of the first 4 GiB, 20% of the next 4, 10% of the next 8, 6% of the next 112 and 2% of the rest are reserved; below 1 GiB 255 MiB.</summary>
    internal static long AllocatableMemory(GcpMachineType machine)
    {
        var memory = Memory(machine);
        if (memory < Gi)
            return memory - 255 * Mi - EvictionThreshold;
        double reserved = 0.25 * Between(0, 4) + 0.20 * Between(4, 8) + 0.10 * Between(8, 16) + 0.06 * Between(16, 128) + 0.02 * Between(128, long.MaxValue / Gi);
        return memory - (long)reserved - EvictionThreshold;

        double Between(long from, long to) => Math.Clamp(memory - from * Gi, 0, (to - from) * Gi);
    }

    /// <summary>10% of the boot disk is the eviction threshold; half of it, 6 GiB and 35% more, or 100 GiB at most is the system's.</summary>
    private static long AllocatableDisk => Disk - Disk / 10 - Math.Min(Math.Min(Disk / 2, 6 * Gi + Disk * 35 / 100), 100 * Gi);

    private static long Memory(GcpMachineType machine) => (long)(machine.Gigabytes * Gi);

    private static JsonObject Amounts(string cpu, long memory, long disk, GcpGpus? gpus)
    {
        var amounts = new JsonObject
        {
            ["cpu"] = cpu,
            ["ephemeral-storage"] = disk.ToString(CultureInfo.InvariantCulture),
            ["hugepages-1Gi"] = "0",
            ["hugepages-2Mi"] = "0",
            ["memory"] = (memory / 1024).ToString(CultureInfo.InvariantCulture) + "Ki",
            ["pods"] = Pods.ToString(CultureInfo.InvariantCulture),
        };
        if (gpus is not null)
            amounts["nvidia.com/gpu"] = gpus.Count.ToString(CultureInfo.InvariantCulture);
        return amounts;
    }
}
