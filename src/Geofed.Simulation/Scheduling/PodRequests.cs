using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Scheduling;

/// <summary>What a pod asks of its node (component-helpers resource/helpers.go PodRequests).</summary>
internal static class PodRequests
{
    /// <summary>What a container that asks for nothing counts as when nodes are compared (pkg/scheduler/util/pod_resources.go).</summary>
    private const long UsualMilliCpu = 100;
    private const long UsualMemory = 200 * 1024 * 1024;

    public static ResourceAmounts Of(JsonObject? spec) => Of(spec, container => container);

    /// <summary>The same, where what is not asked for counts as a little all the same.</summary>
    public static ResourceAmounts ForScore(JsonObject? spec) => Of(spec, container => container with
    {
        MilliCpu = container.MilliCpu > 0 ? container.MilliCpu : UsualMilliCpu,
        Memory = container.Memory > 0 ? container.Memory : UsualMemory,
    });

    private static ResourceAmounts Of(JsonObject? spec, Func<ResourceAmounts, ResourceAmounts> complete)
    {
        ResourceAmounts Requests(JsonObject container) => complete(ResourceAmounts.From(container.Obj("resources", "requests")));
        var together = spec.Objects("containers").Select(Requests).Aggregate(ResourceAmounts.None, (sum, next) => sum + next);
        var sidecars = ResourceAmounts.None;
        var starting = ResourceAmounts.None;
        foreach (var container in spec.Objects("initContainers"))
        {
            var requests = Requests(container);
            if (container.Str("restartPolicy") == "Always")
            {
                // A sidecar stays: it runs beside the init containers after it and beside the main ones.
                together += requests;
                sidecars += requests;
                requests = ResourceAmounts.None;
            }
            starting = ResourceAmounts.Max(starting, sidecars + requests);
        }
        var needed = ResourceAmounts.Max(together, starting);
        var whole = ResourceAmounts.From(spec.Obj("resources", "requests"));
        if (spec.At("resources", "requests", "cpu") is not null)
            needed = needed with { MilliCpu = whole.MilliCpu };
        if (spec.At("resources", "requests", "memory") is not null)
            needed = needed with { Memory = whole.Memory };
        return needed + ResourceAmounts.From(spec.Obj("overhead"));
    }
}
