namespace Geofed.Cmdlets.Tests;

public class PipelinePumpTests
{
    [Fact]
    public void What_comes_after_an_await_is_on_the_thread_that_runs_the_pump()
    {
        var thread = Environment.CurrentManagedThreadId;
        var seen = new List<int>();
        var reports = new List<int>();
        PipelinePump.Run(async () =>
        {
            var progress = new Progress<int>(_ => reports.Add(Environment.CurrentManagedThreadId));
            await Task.Run(() => ((IProgress<int>)progress).Report(1));
            seen.Add(Environment.CurrentManagedThreadId);
            await Task.Run(() => { }).ContinueWith(_ => { }, TaskScheduler.Default);
            seen.Add(Environment.CurrentManagedThreadId);
        }, () => PipelinePump.Grace, CancellationToken.None);
        Assert.Equal([thread, thread], seen);
        Assert.Equal([thread], reports);
        Assert.Null(SynchronizationContext.Current as PipelinePump);
    }

    [Fact]
    public void The_failure_of_the_work_is_thrown_as_it_is() => Assert.Throws<FormatException>(() => PipelinePump.Run(async () =>
    {
        await Task.Yield();
        throw new FormatException();
    }, () => PipelinePump.Grace, CancellationToken.None));

    [Fact]
    public void Work_that_does_not_listen_is_left_behind()
    {
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        Assert.ThrowsAny<OperationCanceledException>(() => PipelinePump.Run(async () =>
        {
            stop.Cancel();
            await never.Task;
        }, () => PipelinePump.Grace, stop.Token));
        never.SetResult(); // Nobody listens any more, and nothing breaks.
    }

    [Fact]
    public void Finally_blocks_of_stopped_work_run_on_the_pump()
    {
        using var stop = new CancellationTokenSource();
        var (thread, cleanedOn) = (Environment.CurrentManagedThreadId, 0);
        Assert.ThrowsAny<OperationCanceledException>(() => PipelinePump.Run(async () =>
        {
            try
            {
                stop.CancelAfter(10);
                await Task.Delay(Timeout.Infinite, stop.Token);
            }
            finally
            {
                cleanedOn = Environment.CurrentManagedThreadId;
            }
        }, () => PipelinePump.Grace, stop.Token));
        Assert.Equal(thread, cleanedOn);
    }
}
