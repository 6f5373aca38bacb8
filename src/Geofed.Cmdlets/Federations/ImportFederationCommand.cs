using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Resources;
using Geofed.Federation;

namespace Geofed.Cmdlets.Federations;

/// <summary>Puts into a federation what Export-Federation has written: what is placed, with its namespaces and policies. Doing it again with the same file changes nothing.</summary>
/// <remarks>Nothing is changed when the file cannot be read. What is in the federation and not in the file stays.</remarks>
/// <example>
/// <code>Import-Federation karmada -Path ./prod.yaml | Wait-FederatedResource</code>
/// <para>Takes over another federation's workloads, and waits until they run.</para>
/// </example>
/// <example>
/// <code>Import-Federation karmada -Path ./prod.yaml -WhatIf</code>
/// <para>Shows what would be written.</para>
/// </example>
[Cmdlet(VerbsData.Import, "Federation", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class ImportFederationCommand : GeofedCmdlet
{
    /// <summary>The federation. May be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Federation")]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Files that Export-Federation has written; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    private protected override string Doing => "Importing the federation";

    private protected override async Task ProcessAsync()
    {
        var manifests = Path.SelectMany(path => new ManifestInput(this).FromPath(path)).ToList();
        var federation = await FederationConnection.OpenAsync(Apis, Name, Stop);
        foreach (var publication in await Publication.PlanAsync(federation, manifests, null, _ => null, Stop))
        {
            if (ShouldProcess($"{publication} of federation '{federation.Name}'", "Import"))
                await ForEachAsync(publication.ToString(), async () => WriteObject(await publication.WriteAsync(this, federation, Stop)));
        }
    }
}
