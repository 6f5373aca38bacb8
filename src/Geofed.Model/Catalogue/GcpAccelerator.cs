namespace Geofed.Model.Catalogue;

/// <summary>A GPU that machines of Google Cloud have built in, or, with an n1 machine, attached.</summary>
public sealed class GcpAccelerator
{
    /// <summary>Of the attachable ones: how many there can be, and the most vCPUs that so many serve (cloud.google.com/compute/docs/gpus, 2026).</summary>
    private readonly Dictionary<int, int> _attachable;
    private readonly int _usualCpus;

    private GcpAccelerator(string name, int usualCpus = 0, params ReadOnlySpan<(int Gpus, int MostCpus)> attachable)
    {
        (Name, _usualCpus, _attachable) = (name, usualCpus, []);
        foreach (var (gpus, most) in attachable)
            _attachable[gpus] = most;
    }

    /// <summary>All accelerators, by name.</summary>
    public static IReadOnlyList<GcpAccelerator> All { get; } =
    [
        .. new[]
        {
            new GcpAccelerator("nvidia-tesla-t4", 4, (1, 48), (2, 48), (4, 96)),
            new GcpAccelerator("nvidia-tesla-p4", 4, (1, 24), (2, 48), (4, 96)),
            new GcpAccelerator("nvidia-tesla-v100", 8, (1, 12), (2, 24), (4, 48), (8, 96)),
            new GcpAccelerator("nvidia-tesla-p100", 8, (1, 16), (2, 32), (4, 96)),
        }
        .Concat(GcpMachineType.All.Select(m => m.Gpus?.Accelerator).OfType<string>().Distinct().Select(name => new GcpAccelerator(name)))
        .OrderBy(a => a.Name, StringComparer.Ordinal),
    ];

    /// <summary>GKE's name, e.g. "nvidia-tesla-t4".</summary>
    public string Name { get; }

    /// <summary>GPUs that one machine can have, ascending.</summary>
    public IReadOnlyList<int> Counts => [.. BuiltIn.Select(m => m.Gpus!.Count).Concat(_attachable.Keys).Distinct().Order()];

    private IEnumerable<GcpMachineType> BuiltIn => GcpMachineType.All.Where(m => m.Gpus?.Accelerator == Name);

    /// <summary>The accelerator of that name, in any case; null when there is none.</summary>
    public static GcpAccelerator? Find(string name) => All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FormatException">There is no such accelerator; the message names the nearest.</exception>
    public static GcpAccelerator Parse(string name) =>
        Find(name) ?? throw new FormatException($"'{name}' is not an accelerator of Google Cloud.{GcpMachineType.Suggest(name, All.Select(a => a.Name))}");

    /// <summary>The smallest usual machine with exactly so many; null when there is none.</summary>
    public GcpMachineType? Machine(int gpus) => _attachable.ContainsKey(gpus)
        ? GcpMachineType.Parse($"n1-standard-{_usualCpus * gpus}")
        : BuiltIn.Where(m => m.Gpus!.Count == gpus).MinBy(m => m.Cpus);

    public override string ToString() => Name;

    /// <summary>The most vCPUs of an n1 machine to which so many are attached; null when they cannot be.</summary>
    internal int? MostCpus(int gpus) => _attachable.TryGetValue(gpus, out var most) ? most : null;

    /// <summary>What to ask for instead of a machine that cannot have so many of these.</summary>
    internal string Instead(int gpus) => Machine(gpus) is { } machine
        ? $" Take {machine.Name}."
        : $" There are machines with {string.Join(", ", Counts)} x {Name}.";
}
