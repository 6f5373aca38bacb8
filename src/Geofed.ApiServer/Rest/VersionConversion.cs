using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Autoscaling;
using Geofed.ApiServer.Strategies.Core;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>How the objects of one served version are stored, where that is not just another apiVersion. Both functions give a copy.</summary>
internal sealed record VersionConversion(string Table, string StorageVersion, Func<JsonObject, JsonObject> ToStored, Func<JsonObject, JsonObject> ToServed)
{
    /// <summary>The conversion of a built-in resource; null for nearly all.</summary>
    public static VersionConversion? Of(GroupVersionResource resource) => resource switch
    {
        { Group: "autoscaling", Version: "v1", Resource: "horizontalpodautoscalers" } =>
            new("autoscaling/horizontalpodautoscalers", "v2", o => AutoscalerConversion.Convert(o, "v2"), o => AutoscalerConversion.Convert(o, "v1")),
        { Group: "events.k8s.io", Resource: "events" } => new("/events", "v1", EventConversion.ToCore, EventConversion.ToEvents),
        _ => null,
    };
}
