using System.Management.Automation;
using Geofed.Cmdlets.Clusters;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Federations;

/// <summary>Lets kubectl use federations: writes their addresses and credentials into a kubeconfig file.</summary>
/// <remarks>
/// What the file has of other clusters is kept. The file holds full rights on the federation, so that only its owner may read it.
/// </remarks>
/// <example>
/// <code>Export-FederationKubeconfig prod; kubectl get clusters,deployments</code>
/// <para>Makes the federation kubectl's current cluster.</para>
/// </example>
/// <example>
/// <code>Export-FederationKubeconfig prod -Path ./prod.yaml; kubectl --kubeconfig ./prod.yaml get resourcebindings -A</code>
/// <para>Writes a file of its own.</para>
/// </example>
[Cmdlet(VerbsData.Export, "FederationKubeconfig", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFederationKubeconfigCommand : GeofedCmdlet
{
    /// <summary>Names of federations; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The file to write to; the one that kubectl uses when left out ($env:KUBECONFIG or ~/.kube/config).</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Does not change the current context of the file.</summary>
    [Parameter]
    public SwitchParameter KeepContext { get; set; }

    /// <summary>Writes the file's FileInfo for each federation.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Exporting the kubeconfig";

    private protected override async Task ProcessAsync()
    {
        var path = KubeconfigExport.Resolve(this, Path);
        foreach (var federation in await FederationSelection.SelectAsync(Apis, Name, WriteError, Stop))
        {
            await ForEachAsync(federation, () =>
            {
                if (federation.Kubeconfig is null)
                    throw GeofedErrors.FederationNotRunning(federation.Name, federation.Status);
                if (!ShouldProcess(path, $"Write the context of federation '{federation.Name}'"))
                    return Task.CompletedTask;
                var file = KubeconfigExport.Merge(federation.Kubeconfig, path, setCurrent: !KeepContext);
                if (PassThru)
                    WriteObject(file);
                return Task.CompletedTask;
            });
        }
    }
}
