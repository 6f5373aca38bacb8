using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>The rules for a slice (pkg/apis/resource/validation validateResourceSliceSpec).</summary>
internal static class SliceRules
{
    public static void Validate(JsonObject spec, JsonObject? old, FieldErrors errors)
    {
        CsiRules.DriverName(spec.Str("driver") ?? "", errors, "spec.driver");
        Pool(spec.Obj("pool"), errors);
        if (old is not null)
        {
            errors.Unchanged(spec.At("pool", "name"), old.At("pool", "name"), "spec.pool.name", "");
            errors.Unchanged(spec["driver"], old["driver"], "spec.driver", "");
            errors.Unchanged(spec["nodeName"], old["nodeName"], "spec.nodeName");
        }
        Nodes(spec, errors);
        if (spec["sharedCounters"] is not null && spec["devices"] is not null)
            errors.Invalid("spec", "", "only one of `sharedCounters` or `devices` is allowed");
        var most = spec.Objects("devices").Any(d => d.Arr("taints") is { Count: > 0 } || d.Arr("consumesCounters") is { Count: > 0 }) ? 64 : 128;
        DeviceLists.Each(spec, "devices", most, errors, "spec", (device, path) =>
            SliceDeviceRules.Validate(device, old.Objects("devices").FirstOrDefault(d => d.Str("name") == device.Str("name")), spec.Bool("perDeviceNodeSelection") == true, errors, path),
            device => device.Str("name") ?? "");
        DeviceLists.Each(spec, "sharedCounters", 8, errors, "spec", (set, path) => CounterRules.Set(set, "name", errors, path), set => set.Str("name") ?? "");
    }

    private static void Pool(JsonObject? pool, FieldErrors errors)
    {
        DeviceNames.Pool(pool.Str("name") ?? "", errors, "spec.pool.name");
        if ((pool.Int("resourceSliceCount") ?? 0) is <= 0 and var count)
            errors.Invalid("spec.pool.resourceSliceCount", count, "must be greater than zero");
        if (pool.Int("generation") is < 0 and var generation)
            errors.Invalid("spec.pool.generation", generation, "must be greater than or equal to zero");
    }

    /// <summary>A slice says in one way which nodes its devices can be reached from.</summary>
    private static void Nodes(JsonObject spec, FieldErrors errors)
    {
        const string rule = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
        var set = new List<string>();
        NodeChoices.Name(spec, set, errors, "spec", "must be either unset or set to a non-empty string");
        if (NodeChoices.Selector(spec, set, errors, "spec") is { } selector && selector.Objects("nodeSelectorTerms").Count() != 1)
            errors.Invalid("spec.nodeSelector.nodeSelectorTerms", InternalText.Of("NodeSelector", selector)["NodeSelectorTerms"].Copy(), "must have exactly one node selector term");
        NodeChoices.Flag(spec, "allNodes", set, errors, "spec");
        NodeChoices.Flag(spec, "perDeviceNodeSelection", set, errors, "spec");
        if (set.Count == 0)
            errors.Required("spec", rule);
        else if (set.Count > 1)
            errors.Invalid("spec", NodeChoices.Text(set), rule + ", but multiple fields are set");
    }
}
