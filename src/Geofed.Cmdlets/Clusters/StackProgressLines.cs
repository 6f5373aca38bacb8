using System.Management.Automation;
using Geofed.Clusters.Pulumi;
using Geofed.Clusters.Stacks;

namespace Geofed.Cmdlets.Clusters;

/// <summary>A line of progress for each stack that Pulumi works on. Make it on the pipeline's thread; news may come from any.</summary>
internal sealed class StackProgressLines : IProgress<StackNews>, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static int _last = 1_000_000;

    private readonly Cmdlet _cmdlet;
    private readonly TimeProvider _time;
    private readonly SynchronizationContext _pipeline = SynchronizationContext.Current!;
    private readonly Dictionary<string, (int Id, StackProgress Progress)> _lines = [];
    private readonly ITimer _timer;

    public StackProgressLines(Cmdlet cmdlet, TimeProvider time)
    {
        (_cmdlet, _time) = (cmdlet, time);
        // A step may take minutes without news; people want to see that time passes.
        _timer = time.CreateTimer(_ => _pipeline.Post(_ => ShowAll(), null), null, Tick, Tick);
    }

    public void Report(StackNews value) => _pipeline.Post(_ =>
    {
        _lines[value.What] = (_lines.TryGetValue(value.What, out var line) ? line.Id : Interlocked.Increment(ref _last), value.Progress);
        Show(value.What);
    }, null);

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var (what, line) in _lines)
            Write(new(line.Id, what, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void ShowAll()
    {
        foreach (var what in _lines.Where(l => l.Value.Progress.Summary is null).Select(l => l.Key))
            Show(what);
    }

    private void Show(string what)
    {
        var (id, progress) = _lines[what];
        var percent = progress.Total is > 0 and var total ? Math.Clamp(100 * progress.Done / total, 0, 100) : -1;
        Write(new(id, what, StackProgressText.Of(progress, _time.GetUtcNow())) { PercentComplete = percent, RecordType = progress.Summary is null ? ProgressRecordType.Processing : ProgressRecordType.Completed });
    }

    private void Write(ProgressRecord record)
    {
        try
        {
            _cmdlet.WriteProgress(record);
        }
        catch (PipelineStoppedException)
        {
            // Pulumi ends in good order; nobody looks any more.
        }
    }
}
