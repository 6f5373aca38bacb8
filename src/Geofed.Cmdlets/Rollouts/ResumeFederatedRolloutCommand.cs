using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Rollouts;

/// <summary>Goes on with rollouts that have stopped: because they wait for approval, because a wave was not healthy in time, or because a session ended.</summary>
/// <example>
/// <code>Resume-FederatedRollout serve -Approve</code>
/// <para>Lets the next wave begin, and returns when it is healthy.</para>
/// </example>
/// <example>
/// <code>Get-FederatedRollout | Resume-FederatedRollout</code>
/// <para>Goes on with all that have stopped half way.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "FederatedRollout", SupportsShouldProcess = true)]
[OutputType(typeof(RolloutProgress))]
public sealed class ResumeFederatedRolloutCommand : RolloutCmdlet
{
    /// <summary>Names of deployments; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RolloutNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Lets the next wave begin.</summary>
    [Parameter]
    public SwitchParameter Approve { get; set; }

    private protected override string Doing => "Resuming the rollout";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var rollout in await SelectAsync(Name))
        {
            await ForEachAsync(rollout, async () =>
            {
                if (ShouldProcess($"{rollout.Name} in namespace {rollout.Namespace} of federation '{federation.Name}'", Approve ? $"Begin the wave after {rollout.Waves[rollout.Wave - 1]}" : "Go on with the rollout"))
                    await RunAsync(federation, KeyOf(rollout), Approve);
            });
        }
    }
}
