using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The same endpoints as the older Endpoints object lists them (pkg/controller/endpoint, pkg/api/v1/endpoints RepackSubsets).</summary>
internal static class EndpointSubsets
{
    private const int Most = 1000;

    /// <summary>Null when there are none. Pods on their way out are not listed.</summary>
    public static JsonArray? Of(JsonObject service, IReadOnlyList<ServiceEndpoint> endpoints)
    {
        var listed = endpoints.Where(e => !e.Terminating || service.Bool("spec", "publishNotReadyAddresses") == true).Take(Most)
            .Where(e => e.Ports.Count > 0 || ServiceEndpoint.IsHeadless(service));
        var subsets = listed.GroupBy(e => e.Ports.ToText()).OrderBy(g => g.Key, StringComparer.Ordinal).Select(same => (JsonNode)Subset(service, [.. same])).ToArray();
        return subsets.Length > 0 ? new(subsets) : null;
    }

    private static JsonObject Subset(JsonObject service, ServiceEndpoint[] endpoints)
    {
        var subset = new JsonObject();
        foreach (var (key, ready) in (ReadOnlySpan<(string, bool)>)[("addresses", true), ("notReadyAddresses", false)])
        {
            var addresses = endpoints.Where(e => e.Ready == ready).Select(e => (JsonNode)Address(service, e)).ToArray();
            if (addresses.Length > 0)
                subset[key] = new JsonArray(addresses);
        }
        if (endpoints[0].Ports.Count > 0)
            subset["ports"] = new JsonArray([.. endpoints[0].Ports.Objects().Select(p => (JsonNode)Port(p))]);
        return subset;
    }

    private static JsonObject Address(JsonObject service, ServiceEndpoint endpoint)
    {
        var address = new JsonObject { ["ip"] = endpoint.Address };
        if (endpoint.Hostname(service) is { } hostname)
            address["hostname"] = hostname;
        if (endpoint.Pod.Str("spec", "nodeName") is { Length: > 0 } node)
            address["nodeName"] = node;
        address["targetRef"] = endpoint.TargetReference;
        return address;
    }

    // Here an empty name is not written.
    private static JsonObject Port(JsonObject port)
    {
        var copy = port.Copy();
        if (copy.Str("name") == "")
            copy.Remove("name");
        return copy;
    }
}
