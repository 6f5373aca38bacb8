using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>Events are one kind under two groups, with other names for the same fields (pkg/apis/core/v1, pkg/apis/events/v1 conversion).</summary>
public static class EventConversion
{
    private static readonly (string Core, string Events)[] Names =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    public static JsonObject ToCore(JsonObject obj) => Rename(obj, "v1", name => Names.FirstOrDefault(n => n.Events == name).Core);

    public static JsonObject ToEvents(JsonObject obj) => Rename(obj, "events.k8s.io/v1", name => Names.FirstOrDefault(n => n.Core == name).Events);

    private static JsonObject Rename(JsonObject obj, string apiVersion, Func<string, string?> other)
    {
        var renamed = new JsonObject();
        foreach (var (name, value) in obj)
            renamed[other(name) ?? name] = value.Copy();
        renamed["apiVersion"] = apiVersion;
        return renamed;
    }
}
