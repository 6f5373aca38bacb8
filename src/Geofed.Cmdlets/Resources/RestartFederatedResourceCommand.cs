using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Resources;

/// <summary>Restarts Deployments, StatefulSets and DaemonSets: all their pods are replaced in every cluster, as kubectl rollout restart does it in one.</summary>
/// <remarks>Each cluster replaces pods by the strategy of the workload, so that what serves goes on serving. Of several things of one name, those that cannot be restarted are passed over, unless -Kind names them.</remarks>
/// <example>
/// <code>Restart-FederatedResource serve -PassThru | Wait-FederatedResource</code>
/// <para>Replaces all pods, for instance to have them read a changed secret, and waits until the new ones are ready.</para>
/// </example>
/// <example>
/// <code>Get-FederatedResource -Kind DaemonSet -Namespace * | Restart-FederatedResource</code>
/// <para>Restarts all DaemonSets of a federation.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Restart, "FederatedResource", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedResource))]
public sealed class RestartFederatedResourceCommand : ResourceCmdlet
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Writes the resources.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Restarting the resource";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var changes = new ResourceChanges(federation.Resources, federation.Api, Time);
        var selected = await SelectAsync(Name);
        var chosen = Kind is null && selected.Any(ResourceChanges.CanRestart) ? selected.Where(ResourceChanges.CanRestart).ToList() : selected;
        foreach (var resource in chosen)
        {
            await ForEachAsync(resource, async () =>
            {
                if (!ResourceChanges.CanRestart(resource))
                    throw GeofedErrors.NotRestartable(resource);
                if (!ShouldProcess($"{resource} of federation '{federation.Name}'", "Replace all pods"))
                    return;
                await changes.RestartAsync(resource, Stop);
                if (PassThru)
                    WriteObject(await federation.Resources.RefreshAsync(resource, Stop));
            });
        }
    }
}
