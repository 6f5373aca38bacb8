using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Reads a watch: one JSON document a line, for as long as the server sends.</summary>
internal static class WatchStream
{
    public static async IAsyncEnumerable<WatchEvent> ReadAsync(HttpResponseMessage response, Uri endpoint, [EnumeratorCancellation] CancellationToken ct)
    {
        var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var reader = PipeReader.Create(stream);
        try
        {
            while (true)
            {
                var (events, ended) = await NextAsync(reader, endpoint, ct).ConfigureAwait(false);
                foreach (var e in events)
                    yield return e;
                if (ended)
                    yield break;
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The events that have arrived by now; waits for at least one, or for the end.</summary>
    private static async Task<(List<WatchEvent> Events, bool Ended)> NextAsync(PipeReader reader, Uri endpoint, CancellationToken ct)
    {
        try
        {
            var read = await reader.ReadAsync(ct).ConfigureAwait(false);
            var buffer = read.Buffer;
            var events = new List<WatchEvent>();
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                if (line.Length > 1)
                    events.Add(Event(line));
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            return (events, read.IsCompleted);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            ct.ThrowIfCancellationRequested();
            throw Unreachable.Because(endpoint, e);
        }
        catch (JsonException e)
        {
            throw new ClusterUnreachableException($"The watch of {endpoint} broke: {e.Message}", e);
        }
    }

    private static WatchEvent Event(ReadOnlySequence<byte> line)
    {
        var document = JsonDocuments.ParseObject(line.IsSingleSegment ? line.FirstSpan : line.ToArray());
        var o = document.Obj("object") ?? throw new JsonException("an event without an object");
        document.Remove("object");
        return document.Str("type") switch
        {
            "ADDED" => new(WatchEventType.Added, o),
            "MODIFIED" => new(WatchEventType.Modified, o),
            "DELETED" => new(WatchEventType.Deleted, o),
            "BOOKMARK" => new(WatchEventType.Bookmark, o),
            "ERROR" => throw StatusAnswer.From(o, 500),
            var other => throw new JsonException($"an event of type \"{other}\""),
        };
    }
}
