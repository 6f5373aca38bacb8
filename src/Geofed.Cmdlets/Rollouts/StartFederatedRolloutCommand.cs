using System.Collections;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Placement.Rollouts;

namespace Geofed.Cmdlets.Rollouts;

/// <summary>Rolls a change of a deployment out in waves: from cluster to cluster, or from region to region. Each wave waits until the one before is healthy.</summary>
/// <remarks>
/// A wave that is not healthy in time stops the rollout: clusters of later waves keep what they have. Resume-FederatedRollout goes on, Undo-FederatedRollout gives
/// every cluster what it had. Ctrl+C leaves the rollout as it is, and any session can go on with it.
/// </remarks>
/// <example>
/// <code>Start-FederatedRollout serve -Image example/serve:1.5 -By Region -Order us-west1</code>
/// <para>Rolls another image out, in us-west1 first, and then in the other regions by name.</para>
/// </example>
/// <example>
/// <code>Start-FederatedRollout serve -Image example/serve:1.5 -RequireApproval; Resume-FederatedRollout serve -Approve</code>
/// <para>Rolls it out in the first cluster, and, when a person has looked, in the next.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "FederatedRollout", SupportsShouldProcess = true)]
[OutputType(typeof(RolloutProgress))]
public sealed class StartFederatedRolloutCommand : RolloutCmdlet
{
    /// <summary>The deployment's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The container image.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Image { get; set; }

    /// <summary>Environment variables to set; those of value $null are removed.</summary>
    [Parameter]
    public IDictionary? Env { get; set; }

    /// <summary>The container that -Image and -Env are for; may be left out when there is only one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Container { get; set; }

    /// <summary>What makes a wave: each Cluster, or the clusters of a Region.</summary>
    [Parameter]
    public RolloutBy By { get; set; }

    /// <summary>The clusters or regions that come first, in this order; the others follow by name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Order { get; set; } = [];

    /// <summary>Each wave but the first waits for Resume-FederatedRollout -Approve.</summary>
    [Parameter]
    public SwitchParameter RequireApproval { get; set; }

    /// <summary>How long a wave may take to become healthy, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int WaveTimeoutSec { get; set; } = 600;

    private protected override string Doing => "Rolling out";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var deployment = new NamespacedName(Namespace, Name);
        await ForEachAsync(Name, async () =>
        {
            var there = (await federation.Deployments.ListAsync(Namespace, Stop)).Select(d => d.Name).ToList();
            if (!there.Contains(Name))
                throw GeofedErrors.DeploymentNotFound(Name, Namespace, federation.Name, Suggestions.Nearest(Name, there));
            var planned = await federation.Rollouts.PlanAsync(deployment, Container, Image, Env is null ? null : StringMaps.Nullable(Env), By, Order, Stop)
                ?? throw GeofedErrors.NothingToChange(Name, "-Image or -Env");
            if (Order.FirstOrDefault(o => planned.Plan.Waves.All(w => w.Name != o)) is { } stranger)
                throw GeofedErrors.InvalidPlacement($"-Order names '{stranger}', which is none of the waves {string.Join(", ", planned.Plan.Waves.Select(w => w.Name))}.");
            if (!ShouldProcess($"{Name} in namespace {Namespace} of federation '{federation.Name}'", $"Roll out in waves: {string.Join(", then ", planned.Plan.Waves.Select(w => w.Name))}"))
                return;
            await federation.Rollouts.StartAsync(deployment, planned.Plan with { NeedsApproval = RequireApproval, Deadline = TimeSpan.FromSeconds(WaveTimeoutSec) }, planned.Patch, Stop);
            await RunAsync(federation, deployment, approved: false);
        });
    }
}
