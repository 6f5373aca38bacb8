using System.Management.Automation;

namespace Geofed.Cmdlets.Clusters;

/// <summary>Work on clusters that goes on in the background, as a PowerShell job: Wait-Job, Receive-Job and Stop-Job know it.</summary>
internal sealed class ClusterJob : Job
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _what;

    /// <param name="work">Does it; writes what comes of it to the job. Its errors are for each cluster, and end nothing.</param>
    public ClusterJob(string command, string name, string what, Func<ClusterJob, CancellationToken, Task> work) : base(command, name)
    {
        (_what, PSJobTypeName) = (what, "GeofedJob");
        SetJobState(JobState.Running);
        _ = Task.Run(() => RunAsync(work));
    }

    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0 || Warning.Count > 0;

    public override string Location => "localhost";

    public override string StatusMessage => _what;

    /// <summary>Asks the work to end in good order.</summary>
    public override void StopJob()
    {
        _stop.Cancel();
        Finished.WaitOne();
    }

    private async Task RunAsync(Func<ClusterJob, CancellationToken, Task> work)
    {
        try
        {
            await work(this, _stop.Token).ConfigureAwait(false);
            SetJobState(_stop.IsCancellationRequested ? JobState.Stopped : Error.Count > 0 ? JobState.Failed : JobState.Completed);
        }
#pragma warning disable CA1031 // Whatever it is, it is the job's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Error.Add(GeofedErrors.From(e, _what, null));
            SetJobState(_stop.IsCancellationRequested ? JobState.Stopped : JobState.Failed);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
        base.Dispose(disposing);
    }
}
