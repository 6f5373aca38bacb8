using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>What stands in one EndpointSlice: endpoints that all have the same ports. Null lists are how an empty one is written.</summary>
internal sealed record SliceContent(JsonArray? Ports, JsonArray? Endpoints)
{
    private const int Most = 100;

    /// <summary>All slices that a Service needs; a single empty one when there is nothing behind it.</summary>
    /// <param name="zoneOf">The zone of a node by its name, if it is known.</param>
    public static IReadOnlyList<SliceContent> Of(JsonObject service, IReadOnlyList<ServiceEndpoint> endpoints, Func<string, string?> zoneOf)
    {
        if (endpoints.Count == 0)
            return [new(null, null)];
        return [.. endpoints.GroupBy(e => e.Ports.ToText()).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(same => same.Chunk(Most)
            .Select(part => new SliceContent(part[0].Ports is { Count: > 0 } ports ? ports.Copy() : null, new([.. part.Select(e => (JsonNode)Endpoint(service, e, zoneOf))]))))];
    }

    public JsonObject ToJson() => new() { ["ports"] = Ports.Copy(), ["endpoints"] = Endpoints.Copy() };

    public bool Is(JsonObject slice) => JsonNavigation.Same(slice.At("ports"), Ports) && JsonNavigation.Same(slice.At("endpoints"), Endpoints);

    private static JsonObject Endpoint(JsonObject service, ServiceEndpoint endpoint, Func<string, string?> zoneOf)
    {
        var document = new JsonObject
        {
            ["addresses"] = new JsonArray(endpoint.Address),
            ["conditions"] = new JsonObject { ["ready"] = endpoint.Ready, ["serving"] = endpoint.Serving, ["terminating"] = endpoint.Terminating },
        };
        if (endpoint.Hostname(service) is { } hostname)
            document["hostname"] = hostname;
        if (endpoint.Pod.Str("spec", "nodeName") is { Length: > 0 } node)
        {
            document["nodeName"] = node;
            if (zoneOf(node) is { } zone)
                document["zone"] = zone;
        }
        document["targetRef"] = endpoint.TargetReference;
        return document;
    }
}
