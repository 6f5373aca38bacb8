using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Services;

/// <summary>Deletes Services from a federation and from all of its clusters, with their exports and what was imported of them.</summary>
/// <remarks>Publish-FederatedService -Export:$false takes an export back and leaves the Service.</remarks>
/// <example>
/// <code>Unpublish-FederatedService serve</code>
/// <para>Deletes one Service everywhere, after asking.</para>
/// </example>
/// <example>
/// <code>Get-FederatedService test-* | Unpublish-FederatedService -Confirm:$false</code>
/// <para>Deletes the Services whose names start with "test-", without asking.</para>
/// </example>
[Cmdlet(VerbsData.Unpublish, "FederatedService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UnpublishFederatedServiceCommand : ServiceCmdlet
{
    private readonly List<(FederationConnection Federation, FederatedService Service)> _doomed = [];

    /// <summary>Names of Services; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Does not wait until the clusters have let go of it.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>How long to wait until the clusters have let go of it, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Deleting the service";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var service in await SelectAsync(federation, Name))
        {
            if (ShouldProcess($"{service.Name} in namespace {service.Namespace} of federation '{federation.Name}'", "Delete service in all clusters"))
                _doomed.Add((federation, service));
        }
    }

    private protected override async Task EndAsync()
    {
        if (_doomed.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Deleting services");
        progress.Show(string.Join(", ", _doomed.Select(d => d.Service.Name)));
        TimeSpan? timeout = NoWait ? null : TimeSpan.FromSeconds(TimeoutSec);
        await ForAllAsync(_doomed, d => d.Federation.Services.UnpublishAsync(d.Service, timeout, Stop), (d, _) => WriteVerbose($"Service '{d.Service.Name}' is deleted."), d => d.Service);
    }
}
