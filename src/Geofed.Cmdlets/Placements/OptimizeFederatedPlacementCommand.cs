using System.Management.Automation;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Intents;
using Geofed.Federation;
using Geofed.Federation.Geography;

namespace Geofed.Cmdlets.Placements;

/// <summary>Proposes a better placement of all jobs and deployments together: what to move, from where to where, and why. With -Apply it is carried out.</summary>
/// <remarks>
/// The plan is never worse than what is, by how much waits and for how long, how far data and users are, what it costs, and how much is moved; without a better one nothing is written.
/// Where data lies is known from the datasets that jobs were published with, and what GPUs cost from the price file; without one costs are not weighed.
/// It concerns deployments that are divided without weights and bounds, and jobs; what people have said about members and regions holds. Jobs that run stay unless -IncludeRunning is given,
/// since they begin anew elsewhere. A member that cannot be asked is left as it is. Publishing a workload again takes it out of the plan.
/// </remarks>
/// <example>
/// <code>Optimize-FederatedPlacement</code>
/// <para>Shows the moves that would get waiting jobs started or bring workloads nearer, and changes nothing.</para>
/// </example>
/// <example>
/// <code>Optimize-FederatedPlacement -Apply -Confirm</code>
/// <para>Carries the moves out and asks before each workload.</para>
/// </example>
/// <example>
/// <code>(Optimize-FederatedPlacement -IncludeRunning)[0].After</code>
/// <para>Shows what everything would come to if running jobs were moved too.</para>
/// </example>
[Cmdlet(VerbsCommon.Optimize, "FederatedPlacement", SupportsShouldProcess = true)]
[OutputType(typeof(PlacementMove))]
public sealed class OptimizeFederatedPlacementCommand : FederationCmdlet
{
    /// <summary>Carries the plan out by changing the workloads' policies.</summary>
    [Parameter]
    public SwitchParameter Apply { get; set; }

    /// <summary>Jobs that run may be moved too: what they have done since their last checkpoint is done again.</summary>
    [Parameter]
    public SwitchParameter IncludeRunning { get; set; }

    /// <summary>The file with the prices; prices.json in the home folder when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PriceFile { get; set; }

    private protected override string Doing => "Optimizing the placement";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        var planning = new FederationPlanning(federation.Name, federation.Api, new(federation.Api, Apis.OpenMember), HomeAtlas.Of(Apis.Home), new IntentInput(this, federation, Apis, PriceFile, Stop).Prices(), Time);
        FederationPlan plan;
        using (var progress = new ProgressLine(this, "Optimizing the placement"))
        {
            progress.Show(federation.Name);
            plan = await planning.PlanAsync(IncludeRunning, Stop);
        }
        if (plan.Unasked.Count > 0)
            WriteWarning($"{string.Join(", ", plan.Unasked)} of federation '{federation.Name}' could not be asked what is free there, and {(plan.Unasked.Count == 1 ? "is" : "are")} left as {(plan.Unasked.Count == 1 ? "it is" : "they are")}.");
        if (plan.PriceHoles.Count > 0)
            WriteWarning($"Costs are not weighed, because the prices do not say: {string.Join("; ", plan.PriceHoles)}.");
        if (plan.Moves.Count == 0)
            WriteVerbose($"No better placement was found for federation '{federation.Name}'.");
        if (!Apply)
        {
            WriteObject(plan.Moves, enumerateCollection: true);
            return;
        }
        foreach (var workload in plan.Moves.GroupBy(m => (m.Kind, m.Namespace, m.Name)).OrderBy(w => w.Key.Kind == "Job"))
            await ForEachAsync($"{workload.Key.Kind}/{workload.Key.Name}", () => ApplyAsync(federation, planning, plan, [.. workload]));
    }

    /// <summary>Deployments go first, since they make room.</summary>
    private async Task ApplyAsync(FederationConnection federation, FederationPlanning planning, FederationPlan plan, IReadOnlyList<PlacementMove> moves)
    {
        var action = string.Join(", ", moves.Select(m => $"{m.Replicas} from {m.From ?? "waiting"} to {m.To}"));
        if (!ShouldProcess($"{moves[0].Kind}/{moves[0].Name} of federation '{federation.Name}'", $"Move {action}"))
            return;
        await planning.ApplyAsync(plan, moves[0], Stop);
        WriteObject(moves.Select(m => m with { Applied = true }), enumerateCollection: true);
    }
}
