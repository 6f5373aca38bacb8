using System.Globalization;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Cmdlets.Placements;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Jobs;

/// <summary>The base of cmdlets that publish what stands in the queue.</summary>
public abstract class QueueCmdlet : PlacementCmdlet
{
    /// <summary>Its priority in the queue: a number, of which 0 is the usual one, or the name of a PriorityClass of the federation. Higher ones start first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Priority { get; set; }

    /// <summary>The time by which it must have started, e.g. (Get-Date).AddHours(2). It fails when there was no room for it until then.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>How long it may run, in seconds; then its clusters stop it. A job whose end is known may overtake others in the queue.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeLimitSec { get; set; }

    /// <summary>Jobs of lower priority make way for it when there is no room: they are stopped, and wait for their turn again.</summary>
    [Parameter]
    public SwitchParameter Preempt { get; set; }

    /// <summary>Where it keeps its checkpoints, e.g. gs://bucket/run-1. Its containers find the place in the environment variable GEOFED_CHECKPOINT at every start, also when it starts again elsewhere.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>
    /// When its cluster has not answered for so many seconds, it starts elsewhere. Until then the federation keeps putting off the time at which the cluster itself ends it, so that it
    /// never runs twice: when the federation cannot reach the cluster any more, or is down, it ends there after that time. Minutes are meant. Only for Jobs.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(5, 30 * 86400)]
    public int? RestartAfterSec { get; set; }

    private protected TimeSpan? TimeLimit => TimeLimitSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Checks what can be known before anything is changed.</summary>
    /// <exception cref="GeofedErrorException">The deadline has passed, or there is no such priority.</exception>
    private protected async Task CheckQueueAsync(FederationConnection federation)
    {
        if (Deadline <= Time.GetUtcNow())
            throw GeofedErrors.DeadlinePassed(Deadline.Value);
        if (Priority is null || Number(Priority) is not null)
            return;
        var classes = await new JobPriorities(federation.Api).ListAsync(Stop);
        if (!classes.Contains(Priority))
            throw GeofedErrors.UnknownPriority(Priority, federation.Name, Suggestions.Nearest(Priority, classes));
    }

    /// <summary>How it stands in the queue; makes the class of a priority that is a number.</summary>
    private protected async Task<QueueRequest> QueueAsync(FederationConnection federation) => new()
    {
        PriorityClass = Number(Priority) is { } number ? await new JobPriorities(federation.Api).EnsureAsync(number, Stop) : Priority,
        StartBy = Deadline,
        Preempt = Preempt,
        Lease = RestartAfterSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number <= JobPriorities.Highest ? number : null;
}
