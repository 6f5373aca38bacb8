using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>What a list asks for, as it stands in the query.</summary>
internal sealed record ListQuery(Selectors Selectors, long Limit, string? Continue, string? ResourceVersion, string? Match);

/// <summary>One page of a collection.</summary>
internal sealed record ListPage(IReadOnlyList<ServedObject> Items, long Revision, string? Continue, long? Remaining);

/// <summary>Lists collections. Pages of one list show the same moment: its snapshot is kept for them.</summary>
internal sealed class ObjectLister(ApiState state)
{
    private const int KeptSnapshots = 64;
    private readonly Dictionary<(string Table, long Revision), Snapshot> _kept = [];
    private readonly Queue<(string, long)> _order = new();

    public ListPage List(ServedResource resource, string? ns, ListQuery query)
    {
        ListRules.Check(query);
        if (resource.Computed is { } computed)
        {
            var revision = state.Partition.Revision;
            return new([.. computed.Objects(new(state), ns).Select(o => new ServedObject(resource, o)).Where(query.Selectors.Matches)], revision, null, null);
        }
        var (from, snapshot) = query.Continue is null ? ("", Read(resource, query)) : Resume(resource, query.Continue);
        var items = new List<ServedObject>();
        long remaining = 0;
        string? next = null;
        foreach (var entry in snapshot.In(ns, from))
        {
            if (query.Limit > 0 && items.Count >= query.Limit)
            {
                next ??= entry.Key;
                remaining++;
                continue;
            }
            var obj = new ServedObject(resource, entry);
            if (query.Selectors.Matches(obj))
                items.Add(obj);
        }
        if (next is null)
            return new(items, snapshot.Revision, null, null);
        Keep(resource.Table, snapshot);
        return new(items, snapshot.Revision, ContinueToken.Write(snapshot.Revision, next), query.Selectors.IsEverything ? remaining : null);
    }

    /// <summary>Now, or exactly as it was at a version: asked for as such, and, as ever, by a limit with a version.</summary>
    private Snapshot Read(ServedResource resource, ListQuery query)
    {
        var now = state.Partition.Read(resource.Table);
        if (query.ResourceVersion is not { Length: > 0 } wanted || wanted == "0")
            return now;
        var version = ulong.Parse(wanted, CultureInfo.InvariantCulture);
        if (version > (ulong)now.Revision)
        {
            throw new KubeApiException(504, "Timeout", $"Too large resource version: {wanted}, current: {now.Revision}", new()
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            });
        }
        if (query.Match != "Exact" && (query.Match is { Length: > 0 } || query.Limit == 0))
            return now;
        return state.Partition.ReadAt(resource.Table, (long)version) ?? throw Failures.Expired("The resourceVersion for the provided list is too old.");
    }

    private (string From, Snapshot Snapshot) Resume(ServedResource resource, string token)
    {
        var (start, revision) = ContinueToken.Read(token);
        var now = state.Partition.Read(resource.Table);
        if (revision == ContinueToken.Inconsistent)
            return (start, now);
        lock (_kept)
        {
            if (_kept.TryGetValue((resource.Table, revision), out var snapshot))
                return (start, snapshot);
        }
        return (start, state.Partition.ReadAt(resource.Table, revision) ?? throw TooOld(start));
    }

    /// <summary>A client that can live with it goes on from here, as things are now.</summary>
    private static KubeApiException TooOld(string start)
    {
        var expired = Failures.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this "
            + "response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first "
            + "chunk was returned and now may show up in the list.");
        expired.Data["continue"] = ContinueToken.Write(ContinueToken.Inconsistent, start);
        return expired;
    }

    private void Keep(string table, Snapshot snapshot)
    {
        lock (_kept)
        {
            if (!_kept.TryAdd((table, snapshot.Revision), snapshot))
                return;
            _order.Enqueue((table, snapshot.Revision));
            if (_order.Count > KeptSnapshots)
                _kept.Remove(_order.Dequeue());
        }
    }
}
