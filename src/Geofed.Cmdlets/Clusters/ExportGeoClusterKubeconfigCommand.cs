using System.Management.Automation;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Lets kubectl use clusters: writes their addresses and credentials into a kubeconfig file.</summary>
/// <remarks>
/// What the file has of other clusters is kept. The file holds full rights on the clusters, so that only its owner may read it.
/// </remarks>
/// <example>
/// <code>Export-GeoClusterKubeconfig us-west1; kubectl get nodes</code>
/// <para>Makes the cluster kubectl's current one.</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster | Export-GeoClusterKubeconfig -Path ./all.yaml -KeepContext</code>
/// <para>Writes all clusters into a file of its own: kubectl --kubeconfig ./all.yaml --context us-west1 get pods</para>
/// </example>
[Cmdlet(VerbsData.Export, "GeoClusterKubeconfig", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportGeoClusterKubeconfigCommand : ClusterCmdlet
{
    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The file to write to; the one that kubectl uses when left out ($env:KUBECONFIG or ~/.kube/config).</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Does not change the current context of the file.</summary>
    [Parameter]
    public SwitchParameter KeepContext { get; set; }

    /// <summary>Writes the file's FileInfo for each cluster.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Exporting the kubeconfig";

    private protected override async Task ProcessAsync()
    {
        var path = KubeconfigExport.Resolve(this, Path);
        foreach (var cluster in await SelectAsync(Name))
        {
            await ForEachAsync(cluster, () =>
            {
                if (cluster.Kubeconfig is null)
                    throw GeofedErrors.ClusterNotRunning(cluster.Name, cluster.Status);
                if (!ShouldProcess(path, $"Write the context of cluster '{cluster.Name}'"))
                    return Task.CompletedTask;
                var file = KubeconfigExport.Merge(cluster.Kubeconfig, path, setCurrent: !KeepContext);
                if (PassThru)
                    WriteObject(file);
                return Task.CompletedTask;
            });
        }
    }
}
