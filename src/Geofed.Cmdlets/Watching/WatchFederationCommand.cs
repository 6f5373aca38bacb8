using System.Collections.Concurrent;
using System.Management.Automation;
using Geofed.Cmdlets.Completion;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;

namespace Geofed.Cmdlets.Watching;

/// <summary>Watches a federation: writes what happens, as it happens, until Ctrl+C: members that are lost and come back, workloads that are placed, ready, failed, and what the control plane tells.</summary>
/// <example>
/// <code>Watch-Federation</code>
/// <para>Shows what happens in the only federation.</para>
/// </example>
/// <example>
/// <code>Watch-Federation prod -TimeoutSec 600 | Where-Object Warning</code>
/// <para>Shows for ten minutes what somebody should look at.</para>
/// </example>
[Cmdlet(VerbsCommon.Watch, "Federation")]
[OutputType(typeof(FederationEvent))]
public sealed class WatchFederationCommand : GeofedCmdlet
{
    /// <summary>The federation. May be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Federation")]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>How long to watch, in seconds; until Ctrl+C when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    private protected override string Doing => "Watching the federation";

    private protected override async Task ProcessAsync()
    {
        var federation = await FederationConnection.OpenAsync(Apis, Name, Stop);
        // A federation that does not answer is told now; one that is lost later is waited for.
        await federation.Members.ListAsync(Stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        if (TimeoutSec is { } seconds)
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        // Failures come on other threads; they are told with the next event.
        var failures = new ConcurrentQueue<string>();
        try
        {
            await foreach (var e in new FederationWatch(federation.Name, federation.Api, Time).RunAsync(failure => failures.Enqueue(failure.Message), end.Token))
            {
                while (failures.TryDequeue(out var failure))
                    WriteVerbose(failure);
                WriteObject(e);
            }
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            // The time is up.
        }
    }
}
