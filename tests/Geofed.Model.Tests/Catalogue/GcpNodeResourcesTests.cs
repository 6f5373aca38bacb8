using Geofed.Model.Catalogue;

namespace Geofed.Model.Tests.Catalogue;

public class GcpNodeResourcesTests
{
    /// <summary>What GKE's documentation and nodes say, in MiB.</summary>
    [Theory]
    [InlineData("e2-medium", 940, 4096 - 1024 - 100)]
    [InlineData("e2-standard-2", 1930, 8192 - 1024 - 819.2 - 100)]
    [InlineData("e2-standard-4", 3920, 16384 - 1024 - 819.2 - 819.2 - 100)]
    [InlineData("n2-standard-32", 31850, 131072 - 1024 - 819.2 - 819.2 - 6881.28 - 100)]
    [InlineData("n1-highmem-96", 95690, 638976 - 1024 - 819.2 - 819.2 - 6881.28 - 0.02 * 507904 - 100)]
    public void What_is_left_to_pods_follows_GKEs_formula(string name, long milliCpu, double mebibytes)
    {
        var machine = GcpMachineType.Parse(name);
        Assert.Equal(milliCpu, GcpNodeResources.AllocatableMilliCpu(machine));
        Assert.Equal(mebibytes, GcpNodeResources.AllocatableMemory(machine) / 1048576.0, 0.01);
    }

    [Fact]
    public void Gpus_count_as_capacity_and_are_all_left_to_pods()
    {
        var machine = GcpMachineType.Parse("g2-standard-24");
        Assert.Equal("2", GcpNodeResources.Capacity(machine, machine.Gpus).Str("nvidia.com/gpu"));
        Assert.Equal("2", GcpNodeResources.Allocatable(machine, machine.Gpus).Str("nvidia.com/gpu"));
        Assert.Equal("110", GcpNodeResources.Allocatable(machine, null).Str("pods"));
    }

    [Fact]
    public void Every_machine_leaves_something_to_pods() =>
        Assert.All(GcpMachineType.All, machine => Assert.True(GcpNodeResources.AllocatableMilliCpu(machine) > 0 && GcpNodeResources.AllocatableMemory(machine) > 0, machine.Name));
}
