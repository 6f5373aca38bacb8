using System.Management.Automation;

namespace Geofed.Cmdlets;

/// <summary>One line of progress, taken away when disposed of. Use on the pipeline's thread.</summary>
internal sealed class ProgressLine(Cmdlet cmdlet, string activity) : IDisposable
{
    /// <summary>Of all that run in this process, so that nested commands do not overwrite each other.</summary>
    private static int _last;

    private readonly int _id = Interlocked.Increment(ref _last);
    private string _shown = "";

    /// <param name="done">Of <paramref name="all"/>; no bar when <paramref name="all"/> is 0.</param>
    public void Show(string status, int done = 0, int all = 0)
    {
        if (status.Length == 0 || status == _shown)
            return;
        _shown = status;
        cmdlet.WriteProgress(new(_id, activity, status) { PercentComplete = all == 0 ? -1 : Math.Clamp(100 * done / all, 0, 100) });
    }

    public void Dispose()
    {
        if (_shown.Length == 0)
            return;
        try
        {
            cmdlet.WriteProgress(new(_id, activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
        catch (PipelineStoppedException)
        {
            // Stopped: the host takes the line away itself.
        }
    }
}
