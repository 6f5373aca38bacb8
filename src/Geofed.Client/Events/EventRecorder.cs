using System.Text.Json.Nodes;
using System.Threading.Channels;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>
/// Tells the user of an object what happened to it, as core/v1 Events. The same event of the same object is counted, not repeated. Events are written one
/// after the other, behind the work that they tell of (as client-go's tools/record does): what waits to be done never waits for what is said of it.
/// Never fails: an event that cannot be written is lost.
/// </summary>
public sealed class EventRecorder(IKubeApi api, TimeProvider time, string fieldManager)
{
    private const int MostWaiting = 1000;
    private readonly Channel<Told> _waiting = Channel.CreateBounded<Told>(MostWaiting);
    private readonly EventWriter _writer = new(api, fieldManager);
    private int _isWriting;

    private readonly record struct Told(ToldEvent Event, CancellationToken Until);

    /// <summary>Returns when the event is in the row of those to be written, which is at once but when there are very many.</summary>
    /// <param name="source">The component that tells, e.g. "deployment-controller".</param>
    /// <param name="host">The node on which it tells.</param>
    /// <param name="fieldPath">The part of the object that it is about, e.g. "spec.containers{web}".</param>
    /// <param name="ct">Also ends the writing of it.</param>
    public async Task RecordAsync(JsonObject about, string source, bool warning, string reason, string message, CancellationToken ct, string? host = null, string? fieldPath = null)
    {
        await _waiting.Writer.WriteAsync(new(new(about, source, warning, reason, message, time.GetUtcNow(), host, fieldPath), ct), ct).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isWriting, 1) == 0)
            _ = Task.Run(WriteAsync, CancellationToken.None);
    }

    private async Task WriteAsync()
    {
        do
        {
            while (_waiting.Reader.TryRead(out var told))
                await _writer.WriteAsync(told.Event, told.Until).ConfigureAwait(false);
            Volatile.Write(ref _isWriting, 0);
        }
        while (_waiting.Reader.TryPeek(out _) && Interlocked.Exchange(ref _isWriting, 1) == 0);
    }
}
