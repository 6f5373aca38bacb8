using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation.Datasets;

namespace Geofed.Cmdlets.Datasets;

/// <summary>Gets the datasets of a federation: what they are, how much, and in which regions there is a copy.</summary>
/// <example>
/// <code>Get-FederatedDataset</code>
/// <para>Gets all datasets.</para>
/// </example>
/// <example>
/// <code>Get-FederatedDataset | Where-Object Regions -contains europe-west4</code>
/// <para>Gets those that have a copy in a region.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedDataset")]
[OutputType(typeof(FederatedDataset))]
public sealed class GetFederatedDatasetCommand : DatasetCmdlet
{
    /// <summary>Names of datasets; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync(Name), enumerateCollection: true);
}
