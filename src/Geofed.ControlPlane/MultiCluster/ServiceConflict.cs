using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.MultiCluster;

/// <summary>What two clusters that export a Service of one name do not agree on, in the words of KEP-1645.</summary>
internal sealed record ServiceConflict(string Reason, string Message)
{
    /// <param name="first">The older export, which counts.</param>
    public static ServiceConflict? Of(ExportedService first, ExportedService other)
    {
        if (TypeOf(first.Service) != TypeOf(other.Service))
            return new("TypeConflict", Say("type", first, other, TypeOf));
        if (PortsOf(first.Service) != PortsOf(other.Service))
            return new("PortConflict", Say("ports", first, other, PortsOf));
        return AffinityOf(first.Service) == AffinityOf(other.Service) ? null : new("SessionAffinityConflict", Say("session affinity", first, other, AffinityOf));
    }

    private static string Say(string what, ExportedService first, ExportedService other, Func<JsonObject?, string> read) =>
        $"Conflicting {what}. Cluster {first.Cluster}, whose export is the oldest, has {read(first.Service)}; cluster {other.Cluster} has {read(other.Service)}";

    private static string TypeOf(JsonObject? service) => service.Str("spec", "clusterIP") == "None" ? "Headless" : "ClusterSetIP";

    private static string AffinityOf(JsonObject? service) => service.Str("spec", "sessionAffinity") ?? "None";

    /// <summary>"http 80/TCP, 443/TCP": the container's port may differ, because endpoints bring it with them.</summary>
    private static string PortsOf(JsonObject? service) => string.Join(", ", service.Objects("spec", "ports")
        .Select(p => $"{p.Str("name")} {(p.Int("port") ?? 0).ToString(CultureInfo.InvariantCulture)}/{p.Str("protocol") ?? "TCP"}{(p.Str("appProtocol") is { } app ? $" ({app})" : "")}".TrimStart())
        .Order(StringComparer.Ordinal));
}
