using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Stacks;

namespace Geofed.Cmdlets.Clusters;

/// <content>Real clusters.</content>
public sealed partial class RemoveGeoClusterCommand
{
    private readonly List<GeoCluster> _real = [];

    /// <summary>How many real clusters are deleted at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Deletes real clusters in the background and writes a job.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    private async Task AgreeAsync(GeoCluster cluster)
    {
        if (!Force && cluster.CreatedAt is not null && Gke.Spec(cluster.Name) is { DeletionProtection: true })
            throw new ClusterProtectedException(cluster.Name);
        var previews = new GkePreviews(Gke, Apis.Home, Time);
        var plan = this.AsksToConfirm() ? await previews.RemoveAsync(cluster.Name, Stop) : null;
        if (this.Agreed($"{cluster.Name} ({cluster.Region}, project {cluster.Project})", "Delete GKE cluster and all that is in it", plan, out var whatIf))
            _real.Add(cluster);
        else if (whatIf)
            WriteObject(plan ?? await previews.RemoveAsync(cluster.Name, Stop), enumerateCollection: true);
    }

    private async Task DeleteRealAsync()
    {
        if (AsJob)
        {
            var job = new ClusterJob(MyInvocation.Line, "Remove-" + string.Join('-', _real), string.Join(", ", _real), DeleteInJobAsync);
            JobRepository.Add(job);
            WriteObject(job);
            return;
        }
        PulumiWorks = true;
        using var progress = new StackProgressLines(this, Time);
        foreach (var (cluster, work) in Start(progress, Stop))
            await ForEachAsync(cluster, async () => await work);
        foreach (var project in _real.Select(c => c.Project!).Distinct())
        {
            await ForEachAsync(project, async () =>
            {
                if (await Gke.TrimNetworkAsync(project, progress, Stop) is { } done)
                    WriteVerbose(done);
            });
        }
    }

    private async Task DeleteInJobAsync(ClusterJob job, CancellationToken ct)
    {
        foreach (var (cluster, work) in Start(null, ct))
        {
            try
            {
                await work.ConfigureAwait(false);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                job.Error.Add(GeofedErrors.From(e, Doing, cluster));
            }
        }
        foreach (var project in _real.Select(c => c.Project!).Distinct())
        {
            try
            {
                await Gke.TrimNetworkAsync(project, null, ct).ConfigureAwait(false);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                job.Error.Add(GeofedErrors.From(e, Doing, project));
            }
        }
    }

    private IReadOnlyList<(GeoCluster Cluster, Task Work)> Start(IProgress<StackNews>? news, CancellationToken ct)
    {
        var (gke, places) = (Gke, new SemaphoreSlim(ThrottleLimit));
        return [.. _real.Select(c => (c, DeleteOneAsync(gke, places, c.Name, news, ct)))];
    }

    private async Task DeleteOneAsync(GkeClusters gke, SemaphoreSlim places, string name, IProgress<StackNews>? news, CancellationToken ct)
    {
        await places.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await gke.RemoveAsync(name, Force, news, ct).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }
}
