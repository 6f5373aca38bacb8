namespace Geofed.Model.Catalogue;

/// <summary>A machine type of Google Cloud.</summary>
/// <param name="Name">e.g. "n2-standard-8".</param>
/// <param name="Cpus">vCPUs.</param>
/// <param name="Gigabytes">Memory, in units of 2^30 bytes.</param>
/// <param name="Gpus">GPUs that are part of every such machine.</param>
public sealed record GcpMachineType(string Name, int Cpus, double Gigabytes, GcpGpus? Gpus = null)
{
    public string Architecture { get; init; } = "amd64";

    /// <summary>The series, e.g. "n2".</summary>
    public string Family => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>What no rule gives: machines with GPUs built in, much memory, or a share of a core.</summary>
    private static readonly GcpMachineType[] Irregular =
    [
        new("e2-micro", 2, 1), new("e2-small", 2, 2), new("e2-medium", 2, 4), new("f1-micro", 1, 0.6), new("g1-small", 1, 1.7),
        new("m1-ultramem-40", 40, 961), new("m1-ultramem-80", 80, 1922), new("m1-ultramem-160", 160, 3844), new("m1-megamem-96", 96, 1433.6),
        new("m2-ultramem-208", 208, 5888), new("m2-ultramem-416", 416, 11776), new("m2-megamem-416", 416, 5888), new("m2-hypermem-416", 416, 8832),
        new("m3-ultramem-32", 32, 976), new("m3-ultramem-64", 64, 1952), new("m3-ultramem-128", 128, 3904), new("m3-megamem-64", 64, 976), new("m3-megamem-128", 128, 1952),
        new("n2-highmem-128", 128, 864),
        .. new[] { 4, 8, 12, 16, 24, 32, 48, 96 }.Select(cpus => new GcpMachineType($"g2-standard-{cpus}", cpus, cpus * 4, new("nvidia-l4", cpus switch { 24 => 2, 48 => 4, 96 => 8, _ => 1 }))),
        .. new[] { 1, 2, 4, 8 }.Select(gpus => new GcpMachineType($"a2-highgpu-{gpus}g", gpus * 12, gpus * 85, new("nvidia-tesla-a100", gpus))),
        new("a2-megagpu-16g", 96, 1360, new("nvidia-tesla-a100", 16)),
        .. new[] { 1, 2, 4, 8 }.Select(gpus => new GcpMachineType($"a2-ultragpu-{gpus}g", gpus * 12, gpus * 170, new("nvidia-a100-80gb", gpus))),
        .. new[] { 1, 2, 4, 8 }.Select(gpus => new GcpMachineType($"a3-highgpu-{gpus}g", gpus * 26, gpus * 234, new("nvidia-h100-80gb", gpus))),
        new("a3-edgegpu-8g", 208, 1872, new("nvidia-h100-80gb", 8)),
        new("a3-megagpu-8g", 208, 1872, new("nvidia-h100-mega-80gb", 8)),
        new("a3-ultragpu-8g", 224, 2952, new("nvidia-h200-141gb", 8)),
        new("a4-highgpu-8g", 224, 3968, new("nvidia-b200", 8)),
    ];

    private static readonly Dictionary<string, GcpMachineType> ByName = Index();

    /// <summary>All machine types (cloud.google.com/compute/docs/machine-resource, 2026).</summary>
    public static IReadOnlyCollection<GcpMachineType> All => ByName.Values;

    /// <exception cref="FormatException">There is no such machine type; the message names the nearest.</exception>
    public static GcpMachineType Parse(string name) => ByName.TryGetValue(name, out var machine)
        ? machine
        : throw new FormatException($"'{name}' is not a machine type of Google Cloud.{Suggest(name, ByName.Keys)}");

    /// <summary>The GPUs of such a machine when it is asked for with these; with its own when with none.</summary>
    /// <exception cref="FormatException">It cannot have them; the message says what it can have.</exception>
    public GcpGpus? With(GcpGpus? asked)
    {
        if (asked is null || asked == Gpus)
            return Gpus;
        var accelerator = GcpAccelerator.Parse(asked.Accelerator);
        if (Gpus is not null)
            throw new FormatException($"A machine {Name} has {Gpus}, not {asked}.{accelerator.Instead(asked.Count)}");
        if (Family != "n1" || accelerator.MostCpus(asked.Count) is not { } most)
            throw new FormatException($"A machine {Name} cannot have {asked}.{accelerator.Instead(asked.Count)}");
        return Cpus <= most ? asked : throw new FormatException($"A machine {Name} has more vCPUs than {asked} can serve: {most} at most.{accelerator.Instead(asked.Count)}");
    }

    public override string ToString() => Name;

    internal static string Suggest(string wrong, IEnumerable<string> known) => Suggestions.Nearest(wrong, known) is { } near ? $" Did you mean '{near}'?" : "";

    private static Dictionary<string, GcpMachineType> Index()
    {
        var machines = new Dictionary<string, GcpMachineType>(StringComparer.Ordinal);
        // The irregular come last: one of them stands where a rule would give another.
        foreach (var machine in GcpMachineFamily.All.SelectMany(family => family.Machines).Concat(Irregular))
            machines[machine.Name] = machine;
        return machines;
    }
}

/// <summary>So many GPUs of one kind.</summary>
/// <param name="Accelerator">GKE's name of the GPU, e.g. "nvidia-l4".</param>
public sealed record GcpGpus(string Accelerator, int Count)
{
    public override string ToString() => $"{Count} x {Accelerator}";
}
