using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>What a member serves, as its Cluster tells it to the scheduler.</summary>
internal static class ApiEnablements
{
    public static JsonArray Of(IReadOnlyList<ApiResource> resources) => new([.. resources
        .GroupBy(r => r.Resource.ApiVersion)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (JsonNode)new JsonObject
        {
            ["groupVersion"] = group.Key,
            ["resources"] = new JsonArray([.. group
                .OrderBy(r => r.Resource.Resource, StringComparer.Ordinal)
                .Select(r => (JsonNode)new JsonObject { ["name"] = r.Resource.Resource, ["kind"] = r.Kind })]),
        })]);
}
