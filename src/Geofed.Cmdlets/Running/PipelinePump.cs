using System.Collections.Concurrent;

namespace Geofed.Cmdlets;

/// <summary>
/// Runs asynchronous work on the pipeline's own thread: what comes after an <c>await</c> returns to it, so that it may write to the pipeline.
/// Cmdlet code therefore never says ConfigureAwait(false); library code always does, and so does its work elsewhere.
/// </summary>
internal sealed class PipelinePump : SynchronizationContext
{
    /// <summary>How long work may take to notice that it shall stop, before it is left behind.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

    /// <summary>Returns when the work has ended, with its exception if it threw; in any case <paramref name="grace"/> after <paramref name="stop"/>.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void Run(Func<Task> work, Func<TimeSpan> grace, CancellationToken stop)
    {
        var pump = new PipelinePump();
        var before = Current;
        SetSynchronizationContext(pump);
        try
        {
            var task = work();
            task.ContinueWith(_ => pump._queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            pump.RunUntilEnd(grace, stop);
            if (!task.IsCompleted)
                throw new OperationCanceledException("The command was stopped.", stop);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void RunUntilEnd(Func<TimeSpan> grace, CancellationToken stop)
    {
        try
        {
            foreach (var (callback, state) in _queue.GetConsumingEnumerable(stop))
                callback(state);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The work unwinds here, its finally blocks on this thread.
            while (_queue.TryTake(out var item, grace()))
                item.Callback(item.State);
            if (!_queue.IsCompleted)
                _queue.CompleteAdding();
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The cmdlet is over; nobody listens to late news.
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current == this)
        {
            d(state);
            return;
        }
        using var done = new ManualResetEventSlim();
        Post(_ =>
        {
            d(state);
            done.Set();
        }, null);
        done.Wait(Grace);
    }

    public override SynchronizationContext CreateCopy() => this;
}
