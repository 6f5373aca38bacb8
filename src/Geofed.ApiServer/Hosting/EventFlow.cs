using System.IO.Pipelines;

namespace Geofed.ApiServer.Hosting;

/// <summary>Writes things as they come. Those that are there together go together: on a busy machine each flush waits for its turn, and a reader would fall behind.</summary>
internal static class EventFlow
{
    /// <param name="write">Writes one; flushes nothing.</param>
    public static async Task WriteAsync<T>(PipeWriter writer, IAsyncEnumerable<T> things, Action<T> write, CancellationToken ct)
    {
        var each = things.GetAsyncEnumerator(ct);
        await using var _ = each.ConfigureAwait(false);
        while (true)
        {
            var next = each.MoveNextAsync().AsTask();
            if (writer.UnflushedBytes > 0 && (!next.IsCompleted || writer.UnflushedBytes > StoredAnswers.FlushedFrom))
                await FlushAsync(writer, next, ct).ConfigureAwait(false);
            if (!await next.ConfigureAwait(false))
                return;
            write(each.Current);
        }
    }

    /// <summary>What flows cannot be ended in the midst of a step: a reader that is gone ends the step, too.</summary>
    private static async Task FlushAsync(PipeWriter writer, Task step, CancellationToken ct)
    {
        try
        {
            await writer.FlushAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            await Task.WhenAny(step).ConfigureAwait(false);
            throw;
        }
    }
}
