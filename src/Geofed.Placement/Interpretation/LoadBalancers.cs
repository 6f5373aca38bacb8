using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>The addresses of a Service or an Ingress in all members, each once (pkg/util/helper, aggregatestatus.go).</summary>
internal static class LoadBalancers
{
    public static JsonObject Merge(IEnumerable<JsonObject> items)
    {
        var entries = items.SelectMany(i => i.Objects("status", "loadBalancer", "ingress"))
            .GroupBy(e => (Host: e.Str("hostname") ?? "", Ip: e.Str("ip") ?? "", Mode: e.Str("ipMode")))
            .OrderBy(g => g.Key.Host.Length == 0).ThenBy(g => g.Key.Host, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Ip, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Mode is null).ThenBy(g => g.Key.Mode, StringComparer.Ordinal)
            .Select(Entry)
            .ToList();
        return new() { ["loadBalancer"] = entries.Count == 0 ? new JsonObject() : new JsonObject { ["ingress"] = new JsonArray([.. entries]) } };
    }

    private static JsonNode Entry(IEnumerable<JsonObject> same)
    {
        var entry = same.First().Copy();
        entry.Remove("ports");
        var ports = same.SelectMany(e => e.Objects("ports"))
            .DistinctBy(p => (p.Int("port"), p.Str("protocol"), p.Str("error")))
            .OrderBy(p => p.Int("port")).ThenBy(p => p.Str("protocol"), StringComparer.Ordinal).ThenBy(p => p.Str("error"), StringComparer.Ordinal)
            .Select(p => (JsonNode)p.Copy())
            .ToArray();
        if (ports.Length > 0)
            entry["ports"] = new JsonArray(ports);
        return entry;
    }
}
