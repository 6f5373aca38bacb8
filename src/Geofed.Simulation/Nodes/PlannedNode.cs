using System.Security.Cryptography;
using System.Text;

namespace Geofed.Simulation.Nodes;

/// <summary>A node that the options ask for: one of a pool, in a zone. The same options always give the same names.</summary>
internal sealed record PlannedNode(string Name, string Zone, NodePool Pool)
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Suffixes = 36 * 36 * 36 * 36;

    public static IReadOnlyDictionary<string, PlannedNode> Of(SimulationOptions options)
    {
        IReadOnlyList<string> zones = options.Zones.Count > 0 ? options.Zones : [options.Region];
        return options.NodePools
            .SelectMany(pool => Enumerable.Range(0, pool.Count).Select(i => new PlannedNode(NameOf(options.Cluster, pool.Name, zones[i % zones.Count], i), zones[i % zones.Count], pool)))
            .ToDictionary(node => node.Name, StringComparer.Ordinal);
    }

    /// <summary>As GKE names them: <c>gke-CLUSTER-POOL-GROUP-INSTANCE</c>, where a group is a pool's machines in one zone. Short enough for a label.</summary>
    private static string NameOf(string cluster, string pool, string zone, int index)
    {
        var group = Convert.ToHexStringLower(Hash($"{cluster}/{pool}/{zone}").AsSpan(0, 4));
        var start = BitConverter.ToUInt16(Hash($"{cluster}/{pool}"));
        // A step that has no factor in common with the number of suffixes: no two nodes of a pool get the same.
        var suffix = (int)((start + index * 1_234_577L) % Suffixes);
        var instance = new string([.. Enumerable.Range(0, 4).Select(_ => { var letter = Alphabet[suffix % 36]; suffix /= 36; return letter; })]);
        return $"gke-{Short(cluster, 20)}-{Short(pool, 20)}-{group}-{instance}";
    }

    private static string Short(string name, int length) => name.Length <= length ? name : name[..length].TrimEnd('-', '.');

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
