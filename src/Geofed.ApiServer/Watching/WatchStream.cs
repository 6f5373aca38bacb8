using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Watching;

/// <summary>How a watch is asked for.</summary>
internal sealed record WatchQuery(Selectors Selectors, string? ResourceVersion, bool Bookmarks, bool? SendInitialEvents, TimeSpan Timeout)
{
    /// <summary>resourceVersionMatch, which goes with <see cref="SendInitialEvents"/> only.</summary>
    public string? Match { get; init; }
}

/// <summary>The events of one watch (apiserver pkg/storage/cacher).</summary>
internal sealed class WatchStream(ApiState state)
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);

    /// <summary>The last bookmark comes so long before the end of the watch, that its reader goes on from there.</summary>
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    /// <summary>Events until the time is over, the reader cancels, or the watcher was too slow.</summary>
    /// <exception cref="KubeApiException">Before the first event: the version is none (500), or older than the history (410).</exception>
    public IAsyncEnumerable<(string Type, ServedObject Object)> WatchAsync(ServedResource resource, string? ns, WatchQuery query, CancellationToken ct)
    {
        resource.MustBeStored();
        var version = query.ResourceVersion ?? "";
        CheckOptions(query);
        if (version.Length > 0 && !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new KubeApiException(500, "", $"resourceVersion: Invalid value: {FieldErrors.Quote(version)}: strconv.ParseUint: parsing {FieldErrors.Quote(version)}: invalid syntax");
        var fresh = query.SendInitialEvents ?? version is "" or "0";
        var (initial, watcher) = fresh ? state.Partition.ReadAndWatch(resource.Table) : (default(Snapshot?), state.Partition.Watch(resource.Table, long.Parse(version, CultureInfo.InvariantCulture)));
        if (query.SendInitialEvents == false && version is "" or "0")
            (initial, watcher) = (null, state.Partition.ReadAndWatch(resource.Table).Watcher);
        if (watcher is null)
            throw Failures.Expired($"too old resource version: {version} ({state.Partition.Revision})");
        return EventsAsync(resource, ns, query, initial, watcher, ct);
    }

    /// <summary>apimachinery pkg/apis/meta/internalversion/validation ValidateListOptions.</summary>
    private static void CheckOptions(WatchQuery query)
    {
        if (query.SendInitialEvents is null)
        {
            if (query.Match is not null)
                throw Failures.InvalidOption("ListOptions", e => e.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
        else if (query.Match is null)
            throw Failures.InvalidOption("ListOptions", e => e.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        else if (query.Match != "NotOlderThan")
            throw Failures.InvalidOption("ListOptions", e => e.NotSupported("resourceVersionMatch", query.Match, "NotOlderThan"));
    }

    private async IAsyncEnumerable<(string, ServedObject)> EventsAsync(ServedResource resource, string? ns, WatchQuery query, Snapshot? initial, Watcher watcher, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = state.Time.CreateTimer(_ => ending.Cancel(), null, query.Timeout, Timeout.InfiniteTimeSpan);
        using var bookmarks = query.Bookmarks ? Bookmarks(resource, watcher, query.Timeout) : null;
        try
        {
            foreach (var entry in initial?.In(ns) ?? [])
            {
                var obj = new ServedObject(resource, entry);
                if (query.Selectors.Matches(obj))
                    yield return ("ADDED", obj);
            }
            if (query.SendInitialEvents == true && query.Bookmarks)
                yield return ("BOOKMARK", new(resource, Bookmark(resource, initial!.Value.Revision, isEndOfInitial: true)));
            while (await NextAsync(watcher, ending.Token).ConfigureAwait(false) is { } change)
            {
                if (change.IsMark)
                    yield return ("BOOKMARK", new(resource, Bookmark(resource, change.Revision, isEndOfInitial: false)));
                else if (change.Old is { } old ? old.IsIn(ns) : change.New!.IsIn(ns))
                {
                    if (Seen(resource, change, query.Selectors) is { } seen)
                        yield return seen;
                }
            }
        }
        finally
        {
            state.Partition.Stop(resource.Table, watcher);
        }
    }

    /// <summary>What a change is to one who sees only what the selectors match: leaving them reads as DELETED.</summary>
    private static (string, ServedObject)? Seen(ServedResource resource, Change change, Selectors selectors)
    {
        var now = change.New is null ? null : new ServedObject(resource, change.New);
        if (selectors.IsEverything)
            return now is null ? ("DELETED", Last(resource, change)) : (change.Old is null ? "ADDED" : "MODIFIED", now);
        var was = change.Old is { } old && selectors.Matches(new ServedObject(resource, old));
        var isNow = now is not null && selectors.Matches(now);
        return (was, isNow) switch
        {
            (false, true) => ("ADDED", now!),
            (true, true) => ("MODIFIED", now!),
            (true, false) => ("DELETED", Last(resource, change)),
            _ => null,
        };
    }

    /// <summary>The object as it was last, at the version of the change that took it away.</summary>
    private static ServedObject Last(ServedResource resource, Change change)
    {
        if (change.New is null)
            return new(resource, new Entry(change.Key, change.Revision, change.Json));
        var last = ObjectWriter.Served(resource, change.Old!);
        last.Ensure("metadata")["resourceVersion"] = change.Revision.ToString(CultureInfo.InvariantCulture);
        return new(resource, last);
    }

    private static async ValueTask<Change?> NextAsync(Watcher watcher, CancellationToken ct)
    {
        try
        {
            return await watcher.Changes.WaitToReadAsync(ct).ConfigureAwait(false) && watcher.Changes.TryRead(out var change) ? change : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private ITimer Bookmarks(ServedResource resource, Watcher watcher, TimeSpan timeout)
    {
        var last = timeout - BookmarkBeforeEnd;
        var first = last <= TimeSpan.Zero ? Timeout.InfiniteTimeSpan : last < BookmarkEvery ? last : BookmarkEvery;
        return state.Time.CreateTimer(_ => state.Partition.Mark(resource.Table, watcher), null, first, BookmarkEvery);
    }

    private static JsonObject Bookmark(ServedResource resource, long revision, bool isEndOfInitial)
    {
        var meta = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (isEndOfInitial)
            meta["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        return new() { ["kind"] = resource.Kind.Kind, ["apiVersion"] = resource.Kind.ApiVersion, ["metadata"] = meta };
    }
}
