using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Federation;

namespace Geofed.Cmdlets.Jobs;

/// <summary>Gets the jobs of a federation: where they run, or why they wait and when their turn comes.</summary>
/// <remarks>
/// Jobs that run as a whole in one cluster stand in the federation's queue while none has room: by priority, then by who came first. Those that wait are
/// written first, in that order. On a real Karmada, which has no such queue, jobs have no position.
/// </remarks>
/// <example>
/// <code>Get-FederatedJob -Namespace *</code>
/// <para>Shows the queue, and what runs.</para>
/// </example>
/// <example>
/// <code>(Get-FederatedJob finetune).Reason</code>
/// <para>Says why a job waits, and what would have to change.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "FederatedJob")]
[OutputType(typeof(FederatedJob))]
public sealed class GetFederatedJobCommand : JobCmdlet
{
    /// <summary>Names of jobs; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    private protected override string Doing => "Getting jobs";

    private protected override async Task ProcessAsync() => WriteObject(await SelectAsync(await ConnectAsync(), Name), enumerateCollection: true);
}
