using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>The copies of a Pod: the worst phase, and every container's state.</summary>
internal static class PodAggregation
{
    private static readonly string[] Phases = ["Failed", "Pending", "Running", "Succeeded"];

    public static JsonObject Aggregate(List<JsonObject> items)
    {
        var present = items.Select(i => i.Obj("status") is null ? "Pending" : i.Str("status", "phase")).ToHashSet();
        var status = new JsonObject { ["phase"] = Phases.FirstOrDefault(present.Contains) ?? "" };
        foreach (var field in new[] { "containerStatuses", "initContainerStatuses" })
        {
            var states = items.SelectMany(i => i.Objects("status", field)).Select(s => (JsonNode)State(s)).ToArray();
            if (states.Length > 0)
                status[field] = new JsonArray(states);
        }
        return status;
    }

    /// <summary>The fields that a container status must have are empty, as in Karmada.</summary>
    private static JsonObject State(JsonObject container) => new()
    {
        ["name"] = "",
        ["image"] = "",
        ["imageID"] = "",
        ["restartCount"] = 0,
        ["ready"] = container.Bool("ready") == true,
        ["state"] = container.Obj("state").Copy() ?? [],
        ["lastState"] = new JsonObject(),
    };
}
