using System.Management.Automation;
using Geofed.Cmdlets.Connections;

namespace Geofed.Cmdlets;

/// <summary>
/// The base of all cmdlets: asynchronous, cancelled by Ctrl+C, and with every failure turned into one clear error record.
/// </summary>
public abstract class GeofedCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken Stop { get; }

    private protected GeofedCmdlet() => Stop = _stop.Token;

    private protected static TimeProvider Time => TimeProvider.System;

    private protected static IApiSource Apis => ApiSource.Current;

    /// <summary>How long the work may take to end in good order when the pipeline is stopped.</summary>
    private protected virtual TimeSpan StopGrace => PipelinePump.Grace;

    /// <summary>What this cmdlet does to its object, for errors, e.g. "create cluster".</summary>
    private protected virtual string Doing => MyInvocation.MyCommand.Name;

    private protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Handles one input object.</summary>
    private protected virtual Task ProcessAsync() => Task.CompletedTask;

    private protected virtual Task EndAsync() => Task.CompletedTask;

    protected sealed override void BeginProcessing() => Run(BeginAsync);

    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    protected sealed override void EndProcessing() => Run(EndAsync);

    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at the same moment.
        }
    }

    /// <summary>Runs the work for one object: what fails is written as an error about that object, and the pipeline goes on.</summary>
    private protected async Task ForEachAsync(object? target, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (IsOurs(e))
        {
            WriteError(GeofedErrors.From(e, Doing, target));
        }
    }

    /// <summary>The same for several objects at once; <paramref name="done"/> runs for each on the pipeline's thread, in their order.</summary>
    /// <param name="about">What an error is about; the item itself when null.</param>
    private protected async Task ForAllAsync<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, Task<TResult>> work, Action<TItem, TResult> done, Func<TItem, object?>? about = null)
    {
        var running = items.Select(item => (Item: item, Work: work(item))).ToList();
        foreach (var (item, result) in running)
            await ForEachAsync(about is null ? item : about(item), async () => done(item, await result));
    }

    private void Run(Func<Task> work)
    {
        if (_stop.IsCancellationRequested)
            return;
        try
        {
            PipelinePump.Run(work, () => StopGrace, Stop);
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (IsOurs(e))
        {
            ThrowTerminatingError(GeofedErrors.From(e, Doing, null));
        }
    }

    /// <summary>What PowerShell uses to unwind a pipeline must pass.</summary>
    private bool IsOurs(Exception e) =>
        e is not (PipelineStoppedException or FlowControlException or ActionPreferenceStopException or PipelineClosedException)
        && e.GetType().Name != "StopUpstreamCommandsException"
        && e is not RuntimeException
        && !(e is OperationCanceledException && Stop.IsCancellationRequested);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }
}
