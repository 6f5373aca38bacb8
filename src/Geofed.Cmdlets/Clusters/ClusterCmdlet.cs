using Geofed.Clusters;
using Geofed.Clusters.Simulated;
using Geofed.Clusters.Stacks;
using Geofed.Cmdlets.Connections;
using Geofed.Model;

namespace Geofed.Cmdlets.Clusters;

/// <summary>The base of cmdlets that work with clusters.</summary>
public abstract class ClusterCmdlet : GeofedCmdlet
{
    private IKubeApi? _root;

    private protected async Task<IKubeApi> RootAsync() => _root ??= await Apis.RootAsync(Stop);

    private protected async Task<ClusterInventory> InventoryAsync() => ClusterCatalogue.Open(Apis, await RootAsync());

    private protected async Task<SimulatedClusters> SimulatedAsync() => new(await RootAsync(), Time);

    private protected GkeClusters Gke => new(Apis.Home, Time);

    /// <summary>Set while Pulumi works: it is asked once to end, and its steps that run are waited for, so that nothing is lost.</summary>
    private protected bool PulumiWorks { get; set; }

    private protected override TimeSpan StopGrace => PulumiWorks ? TimeSpan.FromHours(1) : base.StopGrace;

    /// <summary>Runs Pulumi, with a line of progress for each stack. Stopping the pipeline then asks it to end, and waits for it.</summary>
    private protected async Task RunPulumiAsync(Func<IProgress<StackNews>, Task> work)
    {
        PulumiWorks = true;
        try
        {
            using var progress = new StackProgressLines(this, Time);
            await work(progress);
        }
        finally
        {
            PulumiWorks = false;
        }
    }

    /// <summary>One cluster. Those that this home knows itself need no server on this machine.</summary>
    /// <exception cref="GeofedErrorException">There is none of that name.</exception>
    private protected async Task<GeoCluster> FindClusterAsync(string name) =>
        Apis.Imported.Find(name) ?? Gke.Find(name) ?? await (await SimulatedAsync()).FindAsync(name, Stop) ?? throw Missing(name, await (await InventoryAsync()).ListAsync(Stop));

    /// <summary>The clusters that the names select; a name that no cluster has is written as an error.</summary>
    private protected async Task<IReadOnlyList<GeoCluster>> SelectAsync(string[]? names)
    {
        var all = await (await InventoryAsync()).ListAsync(Stop);
        return [.. NamePatterns.Select(all, c => c.Name, names, name => WriteError(Missing(name, all).ToRecord(name)))];
    }

    private static GeofedErrorException Missing(string name, IEnumerable<GeoCluster> all) => GeofedErrors.ClusterNotFound(name, Suggestions.Nearest(name, all.Select(c => c.Name)));
}
