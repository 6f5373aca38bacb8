using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Jobs;

/// <summary>Waits until jobs are complete, and gets them with their pods and the exit codes of these.</summary>
/// <remarks>A job that has failed, or is not complete in time, is an error, which says why; its target is the job, with its pods.</remarks>
/// <example>
/// <code>Publish-FederatedJob finetune -Image example/train:2.0 -Gpu 8 | Wait-FederatedJob -TimeoutSec 7200</code>
/// <para>Waits up to two hours: in the queue, and until the job is complete.</para>
/// </example>
/// <example>
/// <code>(Wait-FederatedJob finetune).Pods</code>
/// <para>Shows with what each pod ended.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "FederatedJob")]
[OutputType(typeof(FederatedJob))]
public sealed class WaitFederatedJobCommand : JobCmdlet
{
    private readonly List<(FederationConnection Federation, FederatedJob Job)> _awaited = [];

    /// <summary>Names of jobs; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>How long to wait for all of them, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 30 * 86400)]
    public int TimeoutSec { get; set; } = 3600;

    private protected override string Doing => "Waiting for the job";

    private protected override async Task ProcessAsync()
    {
        var federation = await ConnectAsync();
        _awaited.AddRange((await SelectAsync(federation, Name)).Select(job => (federation, job)));
    }

    private protected override async Task EndAsync()
    {
        if (_awaited.Count == 0)
            return;
        using var line = new ProgressLine(this, "Waiting for jobs");
        // Made here, so that its news arrives on the pipeline's thread.
        var progress = new Progress<FederatedJob>(now => line.Show(now.Position is { } position ? $"{now}: position {position}. {now.Reason}" : $"{now}: {now.Reason ?? now.Status.ToString()}"));
        await ForAllAsync(
            _awaited,
            a => WaitAsync(a.Federation, a.Job, progress),
            (_, outcome) =>
            {
                foreach (var silent in outcome.Silent)
                    WriteWarning($"What the pods of job '{outcome.Job}' ended with is not known: {silent.Message}");
                if (outcome.Job.Status == FederatedJobState.Complete)
                    WriteObject(outcome.Job);
                else
                    WriteError((outcome.Job.Status == FederatedJobState.Failed ? GeofedErrors.JobFailed(outcome.Job) : GeofedErrors.JobNotComplete(outcome.Job, TimeoutSec)).ToRecord(outcome.Job));
            },
            a => a.Job);
    }

    private async Task<(FederatedJob Job, IReadOnlyList<Exception> Silent)> WaitAsync(FederationConnection federation, FederatedJob job, IProgress<FederatedJob> progress)
    {
        var last = await federation.Jobs.WaitAsync(job, TimeSpan.FromSeconds(TimeoutSec), progress, Stop).ConfigureAwait(false);
        var silent = new List<Exception>();
        return (await federation.Jobs.WithPodsAsync(last, new(federation.Api, Apis.OpenMember), silent.Add, Stop).ConfigureAwait(false), silent);
    }
}
