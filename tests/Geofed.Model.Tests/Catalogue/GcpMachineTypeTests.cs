using Geofed.Model.Catalogue;

namespace Geofed.Model.Tests.Catalogue;

public class GcpMachineTypeTests
{
    [Theory]
    [InlineData("e2-standard-4", 4, 16)]
    [InlineData("e2-medium", 2, 4)]
    [InlineData("n1-standard-1", 1, 3.75)]
    [InlineData("n1-highmem-96", 96, 624)]
    [InlineData("n1-highcpu-16", 16, 14.4)]
    [InlineData("n2-highmem-128", 128, 864)]
    [InlineData("n2d-highcpu-224", 224, 224)]
    [InlineData("n4-highcpu-2", 2, 4)]
    [InlineData("c2-standard-30", 30, 120)]
    [InlineData("c3-standard-22", 22, 88)]
    [InlineData("c4-highmem-8", 8, 62)]
    [InlineData("t2d-standard-60", 60, 240)]
    [InlineData("m1-ultramem-40", 40, 961)]
    [InlineData("a3-highgpu-8g", 208, 1872)]
    public void Machines_have_the_cpus_and_memory_that_Google_gives_them(string name, int cpus, double gigabytes)
    {
        var machine = GcpMachineType.Parse(name);
        Assert.Equal((cpus, gigabytes), (machine.Cpus, Math.Round(machine.Gigabytes, 3)));
    }

    [Theory]
    [InlineData("g2-standard-24", "2 x nvidia-l4")]
    [InlineData("a2-megagpu-16g", "16 x nvidia-tesla-a100")]
    [InlineData("a2-ultragpu-1g", "1 x nvidia-a100-80gb")]
    [InlineData("a4-highgpu-8g", "8 x nvidia-b200")]
    [InlineData("n2-standard-4", null)]
    public void Some_machines_have_gpus_built_in(string name, string? gpus) => Assert.Equal(gpus, GcpMachineType.Parse(name).With(null)?.ToString());

    [Theory]
    [InlineData("n2-standrd-4", "'n2-standrd-4' is not a machine type of Google Cloud. Did you mean 'n2-standard-4'?")]
    [InlineData("t3.large", "'t3.large' is not a machine type of Google Cloud.")]
    [InlineData("n1-highmem-1", "'n1-highmem-1' is not a machine type of Google Cloud. Did you mean 'n1-highmem-16'?")]
    public void An_unknown_machine_is_refused_with_the_nearest_name(string name, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => GcpMachineType.Parse(name)).Message);

    [Theory]
    [InlineData("g2-standard-4", "nvidia-l4", 2, "A machine g2-standard-4 has 1 x nvidia-l4, not 2 x nvidia-l4. Take g2-standard-24.")]
    [InlineData("e2-standard-4", "nvidia-l4", 1, "A machine e2-standard-4 cannot have 1 x nvidia-l4. Take g2-standard-4.")]
    [InlineData("n1-standard-4", "nvidia-tesla-t4", 3, "A machine n1-standard-4 cannot have 3 x nvidia-tesla-t4. There are machines with 1, 2, 4 x nvidia-tesla-t4.")]
    [InlineData("n1-standard-16", "nvidia-tesla-v100", 1, "A machine n1-standard-16 has more vCPUs than 1 x nvidia-tesla-v100 can serve: 12 at most. Take n1-standard-8.")]
    [InlineData("n1-standard-4", "nvidia-l5", 1, "'nvidia-l5' is not an accelerator of Google Cloud. Did you mean 'nvidia-l4'?")]
    public void Gpus_that_a_machine_cannot_have_are_refused_with_what_it_can(string name, string accelerator, int count, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => GcpMachineType.Parse(name).With(new(accelerator, count))).Message);

    [Fact]
    public void Each_count_of_an_accelerator_has_a_machine_that_can_have_it() => Assert.All(GcpAccelerator.All, a => Assert.All(a.Counts, count =>
        Assert.Equal(count, a.Machine(count)!.With(new(a.Name, count))!.Count)));

    [Theory]
    [InlineData("nvidia-l4", 1, "g2-standard-4")]
    [InlineData("nvidia-tesla-t4", 2, "n1-standard-8")]
    [InlineData("nvidia-tesla-v100", 8, "n1-standard-64")]
    [InlineData("nvidia-tesla-a100", 16, "a2-megagpu-16g")]
    [InlineData("nvidia-h100-80gb", 8, "a3-highgpu-8g")]
    [InlineData("nvidia-b200", 8, "a4-highgpu-8g")]
    public void The_smallest_machine_carries_an_accelerator(string accelerator, int count, string machine) =>
        Assert.Equal(machine, GcpAccelerator.Parse(accelerator).Machine(count)?.Name);
}
