using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Resources;

/// <summary>Deletes what a federation has placed, of any kind, from the federation and from all of its clusters.</summary>
/// <example>
/// <code>Unpublish-FederatedResource serve -Kind Service</code>
/// <para>Deletes one Service everywhere, after asking.</para>
/// </example>
/// <example>
/// <code>Get-FederatedResource test-* | Unpublish-FederatedResource -Confirm:$false</code>
/// <para>Deletes everything whose name starts with "test-", without asking.</para>
/// </example>
[Cmdlet(VerbsData.Unpublish, "FederatedResource", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UnpublishFederatedResourceCommand : ResourceCmdlet
{
    private readonly List<(FederationConnection Federation, FederatedResource Resource)> _doomed = [];

    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Does not wait until the clusters have let go of it.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>How long to wait until the clusters have let go of it, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Deleting the resource";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var resource in await SelectAsync(Name))
        {
            if (ShouldProcess($"{resource}{(resource.Namespace.Length == 0 ? "" : $" in namespace {resource.Namespace}")} of federation '{federation.Name}'", "Delete in all clusters"))
                _doomed.Add((federation, resource));
        }
    }

    private protected override async Task EndAsync()
    {
        if (_doomed.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Deleting resources");
        progress.Show(string.Join(", ", _doomed.Select(d => d.Resource)));
        TimeSpan? timeout = NoWait ? null : TimeSpan.FromSeconds(TimeoutSec);
        await ForAllAsync(_doomed, d => d.Federation.Resources.UnpublishAsync(d.Resource, timeout, Stop), (d, _) => WriteVerbose($"{d.Resource} is deleted."), d => d.Resource);
    }
}
