using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Rollouts;

/// <summary>Takes rollouts back: every cluster that was reached gets what it had before; the others notice nothing.</summary>
/// <example>
/// <code>Undo-FederatedRollout serve; Wait-FederatedDeployment serve</code>
/// <para>Takes one rollout back, and waits until the old version runs everywhere again.</para>
/// </example>
/// <example>
/// <code>Get-FederatedRollout | Where-Object Phase -eq Failed | Undo-FederatedRollout</code>
/// <para>Takes back all that have failed.</para>
/// </example>
[Cmdlet(VerbsCommon.Undo, "FederatedRollout", SupportsShouldProcess = true)]
[OutputType(typeof(FederatedDeployment))]
public sealed class UndoFederatedRolloutCommand : RolloutCmdlet
{
    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RolloutNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Writes the deployments.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Taking the rollout back";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var rollout in await SelectAsync(Name))
        {
            await ForEachAsync(rollout, async () =>
            {
                if (!ShouldProcess($"{rollout.Name} in namespace {rollout.Namespace} of federation '{federation.Name}'", "Take the rollout back"))
                    return;
                await federation.Rollouts.UndoAsync(KeyOf(rollout), Stop);
                if (PassThru)
                    WriteObject(await federation.Deployments.GetAsync(KeyOf(rollout), Stop));
            });
        }
    }
}
