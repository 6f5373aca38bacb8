using Geofed.Clusters.Gke;
using Geofed.Clusters.Pulumi;

namespace Geofed.Clusters.Stacks;

/// <summary>Mends a cluster whose last operation was cut off: finds out what there is, and goes on.</summary>
public sealed class GkeRepair(GkeClusters clusters)
{
    /// <summary>Brings the stack in order. <see cref="GkeClusters.UpAsync"/> then goes on with what is missing.</summary>
    /// <param name="force">Takes off locks of others, too, who may still be at work.</param>
    /// <param name="tell">Hears what was done, for people.</param>
    /// <exception cref="PulumiException">Somebody is at work on it, or it cannot be found out.</exception>
    public async Task MendAsync(string name, bool force, Action<string> tell, IProgress<StackNews>? news, CancellationToken ct)
    {
        var stack = await clusters.Session(name).PrepareAsync(clusters.Program(name), name, "gcp", Programs.PluginVersions.Gcp, ct).ConfigureAwait(false);
        var spec = clusters.Spec(name)!;
        await StackMending.MendAsync(stack, name, urn => CloudId(spec, urn), force, tell, news, ct).ConfigureAwait(false);
    }

    /// <summary>How Google's provider names what a cluster's program creates, for what has a name that is known before.</summary>
    internal static string? CloudId(GkeClusterSpec spec, Urn urn) => urn.Type switch
    {
        "gcp:container/cluster:Cluster" => $"projects/{spec.Project}/locations/{spec.Location}/clusters/{spec.Name}",
        "gcp:container/nodePool:NodePool" => spec.NodePools.FirstOrDefault(p => urn.Name == "pool-" + p.Name) is { } pool ? $"{spec.Project}/{spec.Location}/{spec.Name}/{pool.Name}" : null,
        _ => null,
    };
}
