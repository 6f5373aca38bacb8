namespace Geofed.Client;

/// <summary>
/// Workers that reconcile the keys of a queue until they are stopped. A key whose reconciliation fails is retried with exponential backoff;
/// no failure stops the controller.
/// </summary>
/// <param name="name">What failures are reported under.</param>
/// <param name="onFailure">Told of every failure, e.g. to log it.</param>
public sealed class Controller<TKey>(
    string name, WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task> reconcile, int workers = 1, Action<ControllerFailure>? onFailure = null)
    where TKey : notnull
{
    public string Name => name;

    public WorkQueue<TKey> Queue => queue;

    /// <summary>Runs until the token is cancelled, and then returns when the last worker has ended.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(ct), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            TKey key;
            try
            {
                key = await queue.TakeAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            try
            {
                await reconcile(key, ct).ConfigureAwait(false);
                queue.Forget(key);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A controller outlives any failure of one key.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                queue.AddRateLimited(key);
                Report(new(name, key.ToString() ?? "", failure, queue.Failures(key)));
            }
            finally
            {
                queue.Done(key);
            }
        }
    }

    private void Report(ControllerFailure failure)
    {
        // A conflict only says that the cache was behind; the retry sees the newer object.
        if (failure.Error is not Model.KubeApiException { IsConflict: true })
            onFailure?.Invoke(failure);
    }
}

/// <summary>A reconciliation that failed and will be retried.</summary>
public sealed record ControllerFailure(string Controller, string Key, Exception Error, int Attempt)
{
    public override string ToString() => $"{Controller} {Key}: {Error.Message} (attempt {Attempt})";
}
