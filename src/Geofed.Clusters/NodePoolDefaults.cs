namespace Geofed.Clusters;

/// <summary>Machine types for those who do not name one.</summary>
public static class NodePoolDefaults
{
    public const string OrdinaryMachineType = "e2-standard-4";

    /// <summary>GKE's names of accelerators, and the smallest machine type that carries so many of each (cloud.google.com/compute/docs/gpus).</summary>
    private static readonly Dictionary<string, (int Gpus, string MachineType)[]> Carriers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nvidia-l4"] = [(1, "g2-standard-4"), (2, "g2-standard-24"), (4, "g2-standard-48"), (8, "g2-standard-96")],
        ["nvidia-tesla-t4"] = [(1, "n1-standard-4"), (2, "n1-standard-8"), (4, "n1-standard-16")],
        ["nvidia-tesla-p4"] = [(1, "n1-standard-4"), (2, "n1-standard-8"), (4, "n1-standard-16")],
        ["nvidia-tesla-v100"] = [(1, "n1-standard-8"), (2, "n1-standard-16"), (4, "n1-standard-32"), (8, "n1-standard-64")],
        ["nvidia-tesla-p100"] = [(1, "n1-standard-8"), (2, "n1-standard-16"), (4, "n1-standard-32")],
        ["nvidia-tesla-a100"] = [(1, "a2-highgpu-1g"), (2, "a2-highgpu-2g"), (4, "a2-highgpu-4g"), (8, "a2-highgpu-8g"), (16, "a2-megagpu-16g")],
        ["nvidia-a100-80gb"] = [(1, "a2-ultragpu-1g"), (2, "a2-ultragpu-2g"), (4, "a2-ultragpu-4g"), (8, "a2-ultragpu-8g")],
        ["nvidia-h100-80gb"] = [(1, "a3-highgpu-1g"), (2, "a3-highgpu-2g"), (4, "a3-highgpu-4g"), (8, "a3-highgpu-8g")],
        ["nvidia-h100-mega-80gb"] = [(8, "a3-megagpu-8g")],
        ["nvidia-h200-141gb"] = [(8, "a3-ultragpu-8g")],
        ["nvidia-b200"] = [(8, "a4-highgpu-8g")],
    };

    public static IReadOnlyList<string> Accelerators { get; } = [.. Carriers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>GPUs that one machine can have of an accelerator; empty when the accelerator is not known.</summary>
    public static IReadOnlyList<int> Counts(string accelerator) => Carriers.TryGetValue(accelerator, out var carriers) ? [.. carriers.Select(c => c.Gpus)] : [];

    /// <summary>The smallest machine type with exactly so many GPUs; null when there is none.</summary>
    public static string? MachineType(string accelerator, int gpus) =>
        Carriers.TryGetValue(accelerator, out var carriers) ? carriers.Where(c => c.Gpus == gpus).Select(c => c.MachineType).FirstOrDefault() : null;
}
