using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Deletes deployments from a federation and from all of its clusters.</summary>
/// <example>
/// <code>Unpublish-FederatedDeployment serve</code>
/// <para>Deletes one deployment everywhere, after asking.</para>
/// </example>
/// <example>
/// <code>Get-FederatedDeployment test-* | Unpublish-FederatedDeployment -Confirm:$false</code>
/// <para>Deletes the deployments whose names start with "test-", without asking.</para>
/// </example>
[Cmdlet(VerbsData.Unpublish, "FederatedDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UnpublishFederatedDeploymentCommand : DeploymentCmdlet
{
    private readonly List<(FederationConnection Federation, FederatedDeployment Deployment)> _doomed = [];

    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Does not wait until the clusters have let go of it.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>How long to wait until the clusters have let go of it, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    private protected override string Doing => "Deleting the deployment";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var deployment in await SelectAsync(Name))
        {
            if (ShouldProcess($"{deployment.Name} in namespace {deployment.Namespace} of federation '{federation.Name}'", "Delete deployment in all clusters"))
                _doomed.Add((federation, deployment));
        }
    }

    private protected override async Task EndAsync()
    {
        if (_doomed.Count == 0)
            return;
        using var progress = new ProgressLine(this, "Deleting deployments");
        progress.Show(string.Join(", ", _doomed.Select(d => d.Deployment.Name)));
        TimeSpan? timeout = NoWait ? null : TimeSpan.FromSeconds(TimeoutSec);
        await ForAllAsync(
            _doomed,
            d => d.Federation.Deployments.UnpublishAsync(KeyOf(d.Deployment), timeout, Stop),
            (d, _) => WriteVerbose($"Deployment '{d.Deployment.Name}' is deleted."),
            d => d.Deployment);
    }
}
