using System.Globalization;

namespace Geofed.Model.Catalogue;

/// <summary>A series of Google Cloud's machine types whose memory follows from the number of vCPUs: <c>FAMILY-SHAPE-CPUS</c>.</summary>
/// <param name="Name">e.g. "n2".</param>
/// <param name="Cpus">The numbers of vCPUs that there are.</param>
/// <param name="Standard">GB of memory for each vCPU of a standard machine; of the other shapes likewise, 0 where the family does not have it.</param>
internal sealed record GcpMachineFamily(string Name, int[] Cpus, double Standard, double HighMemory = 0, double HighCpu = 0)
{
    public string Architecture { get; init; } = "amd64";

    /// <summary>The regular families (cloud.google.com/compute/docs/general-purpose-machines and compute-optimized-machines, 2026).</summary>
    public static IReadOnlyList<GcpMachineFamily> All { get; } =
    [
        new("e2", [2, 4, 8, 16, 32], 4, 8, 1),
        new("n1", [1, 2, 4, 8, 16, 32, 64, 96], 3.75, 6.5, 0.9),
        new("n2", [2, 4, 8, 16, 32, 48, 64, 80, 96, 128], 4, 8, 1),
        new("n2d", [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224], 4, 8, 1),
        new("n4", [2, 4, 8, 16, 32, 48, 64, 80], 4, 8, 2),
        new("c2", [4, 8, 16, 30, 60], 4),
        new("c2d", [2, 4, 8, 16, 32, 56, 112], 4, 8, 2),
        new("c3", [4, 8, 22, 44, 88, 176], 4, 8, 2),
        new("c3d", [4, 8, 16, 30, 60, 90, 180, 360], 4, 8, 2),
        new("c4", [2, 4, 8, 16, 24, 32, 48, 96, 144, 192, 288], 3.75, 7.75, 2),
        new("c4a", [1, 2, 4, 8, 16, 32, 48, 64, 72], 4, 8, 2) { Architecture = "arm64" },
        new("t2d", [1, 2, 4, 8, 16, 32, 48, 60], 4),
        new("t2a", [1, 2, 4, 8, 16, 32, 48], 4) { Architecture = "arm64" },
    ];

    public IEnumerable<GcpMachineType> Machines => Shape("standard", Standard).Concat(Shape("highmem", HighMemory)).Concat(Shape("highcpu", HighCpu));

    private IEnumerable<GcpMachineType> Shape(string shape, double gigabytes) => Cpus
        .Where(cpus => gigabytes > 0 && (cpus > 1 || shape == "standard"))
        .Select(cpus => new GcpMachineType(string.Create(CultureInfo.InvariantCulture, $"{Name}-{shape}-{cpus}"), cpus, gigabytes * cpus) { Architecture = Architecture });
}
