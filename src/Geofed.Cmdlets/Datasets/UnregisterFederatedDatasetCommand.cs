using System.Management.Automation;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Datasets;

/// <summary>Forgets datasets. The data stays where it is, and jobs that were placed near it too.</summary>
/// <example>
/// <code>Unregister-FederatedDataset imagenet</code>
/// <para>Forgets one dataset.</para>
/// </example>
/// <example>
/// <code>Get-FederatedDataset test-* | Unregister-FederatedDataset</code>
/// <para>Forgets the datasets whose names start with "test-".</para>
/// </example>
[Cmdlet(VerbsLifecycle.Unregister, "FederatedDataset", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterFederatedDatasetCommand : DatasetCmdlet
{
    /// <summary>Names of datasets; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    private protected override string Doing => "Forgetting the dataset";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var dataset in await SelectAsync(Name))
        {
            await ForEachAsync(dataset, async () =>
            {
                if (ShouldProcess($"{dataset.Name} of federation '{federation.Name}'", "Forget dataset"))
                    await federation.Datasets.UnregisterAsync(dataset.Name, Stop);
            });
        }
    }
}
