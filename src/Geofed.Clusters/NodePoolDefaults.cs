using Geofed.Model.Catalogue;

namespace Geofed.Clusters;

/// <summary>Machine types for those who do not name one.</summary>
public static class NodePoolDefaults
{
    public const string OrdinaryMachineType = "e2-standard-4";

    public static IReadOnlyList<string> Accelerators { get; } = [.. GcpAccelerator.All.Select(a => a.Name)];

    /// <summary>GPUs that one machine can have of an accelerator; empty when the accelerator is not known.</summary>
    public static IReadOnlyList<int> Counts(string accelerator) => GcpAccelerator.Find(accelerator)?.Counts ?? [];

    /// <summary>The smallest machine type with exactly so many GPUs; null when there is none.</summary>
    public static string? MachineType(string accelerator, int gpus) => GcpAccelerator.Find(accelerator)?.Machine(gpus)?.Name;
}
