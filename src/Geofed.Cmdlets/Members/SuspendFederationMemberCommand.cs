using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Members;

/// <summary>Keeps new workloads from members (a cordon); with -Drain, what is there goes elsewhere.</summary>
/// <remarks>
/// A drained copy goes when its replacement is healthy, and the last copy of a workload never goes: what has no other place stays. Resume-FederationMember ends it.
/// To rehearse an outage instead, use Suspend-GeoCluster.
/// </remarks>
/// <example>
/// <code>Suspend-FederationMember us-west1</code>
/// <para>The member keeps what it runs and gets nothing new.</para>
/// </example>
/// <example>
/// <code>Suspend-FederationMember us-west1 -Drain -TimeoutSec 600</code>
/// <para>Moves everything away, e.g. before the cluster is upgraded, and returns when nothing is left there.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "FederationMember", SupportsShouldProcess = true)]
[OutputType(typeof(FederationMember))]
public sealed class SuspendFederationMemberCommand : MemberCmdlet
{
    private readonly List<(FederationConnection Federation, string Member)> _draining = [];

    /// <summary>Names of members; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Also moves away what is there, and waits until it is gone.</summary>
    [Parameter]
    public SwitchParameter Drain { get; set; }

    /// <summary>Does not wait until the members are drained.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>How long to wait until the members are drained, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <summary>Writes the members.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Doing => "Suspending the member";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        foreach (var member in await SelectAsync(Name))
        {
            await ForEachAsync(member, async () =>
            {
                if (!ShouldProcess($"{member.Name} in federation '{federation.Name}'", Drain ? "Take no new workloads, and move away those that are there" : "Take no new workloads"))
                    return;
                var changed = await federation.Members.ChangeAsync(member.Name, MemberChange.Suspend(Drain), Stop);
                if (Drain && !NoWait)
                    _draining.Add((federation, member.Name));
                else if (PassThru)
                    WriteObject(changed);
            });
        }
    }

    private protected override async Task EndAsync()
    {
        if (_draining.Count == 0)
            return;
        using var line = new ProgressLine(this, "Draining members");
        // Made here, so that its news arrives on the pipeline's thread.
        var progress = new Progress<IReadOnlyList<string>>(left => line.Show(string.Join(", ", left)));
        await ForAllAsync(_draining, d => DrainAsync(d, progress), (_, member) =>
        {
            if (PassThru)
                WriteObject(member);
        }, d => d.Member);
    }

    private async Task<FederationMember?> DrainAsync((FederationConnection Federation, string Member) draining, IProgress<IReadOnlyList<string>> progress)
    {
        var left = await draining.Federation.Members.WaitUntilDrainedAsync(draining.Member, TimeSpan.FromSeconds(TimeoutSec), progress, Stop);
        return left.Count == 0 ? await draining.Federation.Members.FindAsync(draining.Member, Stop) : throw GeofedErrors.MemberNotDrained(draining.Member, TimeoutSec, left);
    }
}
