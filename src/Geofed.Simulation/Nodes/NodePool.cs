using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;
using Geofed.Model.Catalogue;

namespace Geofed.Simulation;

/// <summary>Nodes of one kind, as GKE groups them.</summary>
/// <param name="Count">Nodes in the pool, over all zones.</param>
/// <param name="Accelerator">GKE's name of the GPU, e.g. "nvidia-l4"; null for those of the machine type, if any.</param>
/// <param name="AcceleratorCount">GPUs of each node.</param>
public sealed partial record NodePool(string Name, string MachineType, int Count, string? Accelerator = null, int AcceleratorCount = 0, bool Spot = false)
{
    /// <summary>GKE's own limit.</summary>
    private const int MostNodes = 1000;

    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>As they stand in a Node: key, value, effect.</summary>
    public IReadOnlyList<JsonObject> Taints { get; init; } = [];

    /// <exception cref="FormatException">There is no such machine type.</exception>
    public GcpMachineType Machine => GcpMachineType.Parse(MachineType);

    /// <summary>The GPUs of each node; null for none.</summary>
    /// <exception cref="FormatException">A machine of this type cannot have them.</exception>
    public GcpGpus? Gpus => Machine.With(Accelerator is null ? null : new(Accelerator, AcceleratorCount));

    /// <summary>Reads an item of a SimulatedCluster's <c>spec.nodePools</c>.</summary>
    /// <exception cref="FormatException">Such nodes cannot be; the message says why.</exception>
    public static NodePool From(JsonObject pool)
    {
        var read = new NodePool(
            pool.Str("name") ?? "default-pool",
            pool.Str("machineType") ?? "e2-standard-4",
            (int)Math.Clamp(pool.Int("count") ?? 1, -1, int.MaxValue),
            pool.Str("accelerator", "type"),
            pool.Obj("accelerator") is { } accelerator ? (int)Math.Clamp(accelerator.Int("count") ?? 1, 0, int.MaxValue) : 0,
            pool.Bool("spot") ?? false)
        {
            Labels = pool.StringMap("labels"),
            Taints = [.. pool.Objects("taints").Select(taint => taint.Copy())],
        };
        read.Check();
        return read;
    }

    private void Check()
    {
        if (!PoolName().IsMatch(Name))
            throw new FormatException($"'{Name}' is not a name for a node pool. Use up to 40 lower-case letters, digits and hyphens, beginning with a letter.");
        if (Count is < 0 or > MostNodes)
            throw Refuse($"has {Count} nodes; there can be 0 to {MostNodes}.");
        try
        {
            _ = Gpus;
        }
        catch (FormatException e)
        {
            throw Refuse($"cannot be: {e.Message}");
        }
        foreach (var (key, value) in Labels)
        {
            if (!QualifiedName().IsMatch(key) || !LabelValue().IsMatch(value))
                throw Refuse($"has the label '{key}={value}', which Kubernetes would refuse.");
        }
        foreach (var taint in Taints)
        {
            if (!QualifiedName().IsMatch(taint.Str("key") ?? "") || !LabelValue().IsMatch(taint.Str("value") ?? "") || !Effects.Contains(taint.Str("effect")))
                throw Refuse($"has the taint {taint.ToText()}; a taint has a key and one of the effects {string.Join(", ", Effects)}.");
        }
    }

    private FormatException Refuse(string why) => new($"Node pool '{Name}' {why}");

    [GeneratedRegex("^[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?$")]
    private static partial Regex PoolName();

    [GeneratedRegex("^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex QualifiedName();

    [GeneratedRegex("^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();
}
