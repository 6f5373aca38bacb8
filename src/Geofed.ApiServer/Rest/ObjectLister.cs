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
internal sealed record ListPage(IReadOnlyList<JsonObject> Items, long Revision, string? Continue, long? Remaining);

/// <summary>Lists collections. Pages of one list show the same moment: its snapshot is kept for them.</summary>
internal sealed class ObjectLister(ApiState state)
{
    private const int KeptSnapshots = 64;
    private readonly Dictionary<(string Table, long Revision), Snapshot> _kept = [];
    private readonly Queue<(string, long)> _order = new();

    public ListPage List(ServedResource resource, string? ns, ListQuery query)
    {
        Check(query);
        var (from, snapshot) = query.Continue is null ? ("", state.Partition.Read(resource.Table)) : Resume(resource, query.Continue);
        if (query.ResourceVersion is { Length: > 0 } wanted && query.Continue is null && ulong.Parse(wanted, CultureInfo.InvariantCulture) > (ulong)snapshot.Revision)
            throw new KubeApiException(504, "Timeout", $"Too large resource version: {wanted}, current: {snapshot.Revision}", new()
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            });
        var items = new List<JsonObject>();
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
            var obj = ObjectWriter.Served(resource, entry);
            if (query.Selectors.IsEverything || query.Selectors.Matches(obj))
                items.Add(obj);
        }
        if (next is null)
            return new(items, snapshot.Revision, null, null);
        Keep(resource.Table, snapshot);
        return new(items, snapshot.Revision, ContinueToken.Write(snapshot.Revision, next), query.Selectors.IsEverything ? remaining : null);
    }

    private static void Check(ListQuery query)
    {
        if (query.Match is { Length: > 0 } match)
        {
            if (string.IsNullOrEmpty(query.ResourceVersion))
                throw Failures.InvalidOption("ListOptions", e => e.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            if (match is not ("Exact" or "NotOlderThan"))
                throw Failures.InvalidOption("ListOptions", e => e.NotSupported("resourceVersionMatch", match, "Exact", "NotOlderThan", ""));
        }
        if (query.ResourceVersion is { Length: > 0 } version && !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw Failures.BadRequest($"invalid resource version: resourceVersion: Invalid value: {FieldErrors.Quote(version)}: strconv.ParseUint: parsing {FieldErrors.Quote(version)}: invalid syntax");
    }

    private (string From, Snapshot Snapshot) Resume(ServedResource resource, string token)
    {
        var (start, revision) = ContinueToken.Read(token);
        lock (_kept)
        {
            if (_kept.TryGetValue((resource.Table, revision), out var snapshot))
                return (start, snapshot);
        }
        throw Failures.Expired("The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.");
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
