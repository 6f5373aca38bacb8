using System.Management.Automation;
using Geofed.Clusters;
using Geofed.Clusters.Programs;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Writes the Pulumi programs of real clusters into folders that "pulumi up" runs without Geofed.</summary>
/// <remarks>Each cluster gets a folder of its own with Pulumi.yaml and Main.json, and with the stack's settings when there are some. The state stays where it is: in the backend that Get-GeoCluster's stack has.</remarks>
/// <example>
/// <code>Export-GeoClusterProgram europe-west4 -Path ./infra</code>
/// <para>Writes ./infra/europe-west4, in which to run: pulumi up --stack organization/geofed-member/europe-west4</para>
/// </example>
/// <example>
/// <code>Get-GeoCluster -Source Pulumi | Export-GeoClusterProgram -Path ./infra -Force</code>
/// <para>Writes the programs of all real clusters anew.</para>
/// </example>
[Cmdlet(VerbsData.Export, "GeoClusterProgram", SupportsShouldProcess = true)]
[OutputType(typeof(DirectoryInfo))]
public sealed class ExportGeoClusterProgramCommand : ClusterCmdlet
{
    /// <summary>Names of clusters; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The folder in which each cluster gets one.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Writes over files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Doing => "Exporting the program";

    private protected override async Task ProcessAsync()
    {
        var root = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        foreach (var cluster in await SelectAsync(Name))
        {
            await ForEachAsync(cluster, () =>
            {
                if (cluster.Source != ClusterSource.Pulumi)
                    throw GeofedErrors.ClusterNotPulumis(cluster.Name, "exported");
                var folder = System.IO.Path.Combine(root, cluster.Name);
                if (!Force && File.Exists(System.IO.Path.Combine(folder, StackProgram.MainFile)))
                    throw GeofedErrors.FileExists(folder);
                if (!ShouldProcess(folder, $"Write the Pulumi program of cluster '{cluster.Name}'"))
                    return Task.CompletedTask;
                WriteObject(Gke.Export(cluster.Name, folder));
                return Task.CompletedTask;
            });
        }
    }
}
