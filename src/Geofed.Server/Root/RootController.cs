using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Local;

namespace Geofed.Server;

/// <summary>Serves what the objects of one root resource ask for, as long as they are there, and says so in their status.</summary>
internal sealed class RootController : IAsyncDisposable
{
    /// <summary>Keeps an object until the data of its API is deleted.</summary>
    private const string Finalizer = LocalApi.Group + "/served";

    private readonly IKubeApi _root;
    private readonly ServedApis _apis;
    private readonly IRootKind _kind;
    private readonly ResourceCollection _collection;
    private readonly Informer _objects;
    private readonly WorkQueue<string> _queue;
    private readonly ConcurrentDictionary<string, IAsyncDisposable> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<ControllerFailure> _failed;
    private Task _working = Task.CompletedTask;

    public RootController(IKubeApi root, ServedApis apis, IRootKind kind, TimeProvider time, Action<string> log)
    {
        (_root, _apis, _kind, _collection) = (root, apis, kind, new(kind.Resource));
        _objects = new(root, _collection, time);
        _queue = new(time);
        _failed = failure => log(failure.ToString());
        _objects.Changed += change => _queue.Add(change.Object.Name());
    }

    /// <summary>Returns when everything that was served before is served again, or has said why not.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        _ = _objects.RunAsync(_stop.Token);
        await _objects.Synced.WaitAsync(ct).ConfigureAwait(false);
        var awaited = _objects.List().Select(o => o.Name()).ToHashSet(StringComparer.Ordinal);
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (awaited.Count == 0)
            settled.SetResult();
        _working = new Controller<string>(_kind.Resource.Resource, _queue, ReconcileOnceAsync, Environment.ProcessorCount + 2, _failed).RunAsync(_stop.Token);
        await settled.Task.WaitAsync(ct).ConfigureAwait(false);

        async Task ReconcileOnceAsync(string name, CancellationToken token)
        {
            try
            {
                await ReconcileAsync(name, token).ConfigureAwait(false);
            }
            finally
            {
                lock (awaited)
                {
                    if (awaited.Remove(name) && awaited.Count == 0)
                        settled.TrySetResult();
                }
            }
        }
    }

    /// <summary>Stops the controllers of every API; their data stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _working.ConfigureAwait(false);
        await _objects.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values.Select(running => running.DisposeAsync().AsTask())).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ReconcileAsync(string name, CancellationToken ct)
    {
        var o = _objects.Get(new(null, name));
        if (o is null || o.IsDeleting())
        {
            await EndAsync(name).ConfigureAwait(false);
            if (o is not null)
                await SetFinalizersAsync(o, [.. o.Strings("metadata", "finalizers").Where(f => f != Finalizer)], ct).ConfigureAwait(false);
            return;
        }
        if (!o.Strings("metadata", "finalizers").Contains(Finalizer))
        {
            await SetFinalizersAsync(o, [.. o.Strings("metadata", "finalizers"), Finalizer], ct).ConfigureAwait(false);
            return; // The change comes back.
        }
        await ReportAsync(o, await ServeAsync(o, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
    }

    private async Task<JsonObject> ServeAsync(JsonObject o, CancellationToken ct)
    {
        var name = o.Name();
        try
        {
            _running[name] = _running.TryGetValue(name, out var running)
                ? await _kind.ChangeAsync(o, running, ct).ConfigureAwait(false)
                : await _kind.StartAsync(o, ct).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            return new() { ["phase"] = LocalApi.Failed, ["message"] = e.Message };
        }
        var status = _kind.Status(o);
        status["phase"] = LocalApi.Running;
        status["endpoint"] = _apis.Endpoint(_kind.Path(name)).ToString();
        status["kubeconfig"] = _kind.Kubeconfig(name);
        return status;
    }

    private async Task EndAsync(string name)
    {
        if (_running.TryRemove(name, out var running))
            await running.DisposeAsync().ConfigureAwait(false);
        await _apis.DropAsync(_kind.Path(name), _kind.Kubeconfig(name)).ConfigureAwait(false);
    }

    private async Task ReportAsync(JsonObject o, JsonObject status, CancellationToken ct)
    {
        if (JsonNavigation.Same(status, o.At("status")))
            return;
        var next = o.Copy();
        next["status"] = status;
        await _root.ReplaceAsync(_collection.Named(o.Name(), "status"), next, new(), ct).ConfigureAwait(false);
    }

    private async Task SetFinalizersAsync(JsonObject o, string[] finalizers, CancellationToken ct)
    {
        var metadata = new JsonObject
        {
            ["resourceVersion"] = o.ResourceVersion(),
            ["finalizers"] = new JsonArray([.. finalizers.Select(f => JsonValue.Create(f))]),
        };
        try
        {
            await _root.PatchAsync(_collection.Named(o.Name()), PatchKind.Merge, new JsonObject { ["metadata"] = metadata }, new(), ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // It is gone already.
        }
    }
}
