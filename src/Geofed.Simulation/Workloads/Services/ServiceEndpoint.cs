using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>A pod behind a Service: its address, and the ports that the Service's lead to there.</summary>
/// <param name="Ready">It shall get traffic.</param>
/// <param name="Serving">It answers, though it may be about to end.</param>
internal sealed record ServiceEndpoint(JsonObject Pod, string Address, JsonArray Ports, bool Ready, bool Serving, bool Terminating)
{
    /// <summary>All that a Service leads to, in the order of their names: pods with an address that have not ended.</summary>
    public static IReadOnlyList<ServiceEndpoint> Of(JsonObject service, IEnumerable<JsonObject> pods) =>
    [
        .. pods.Where(p => Selects(service, p) && !p.IsFinished() && p.Str("status", "podIP") is { Length: > 0 })
            .OrderBy(p => p.Name(), StringComparer.Ordinal)
            .Select(p => Of(service, p)),
    ];

    public static bool Selects(JsonObject service, JsonNode? pod) => service.StringMap("spec", "selector") is { Count: > 0 } selector
        && service.Str("spec", "type") != "ExternalName" && LabelSelector.FromMap(selector).Matches(pod.StringMap("metadata", "labels"));

    public static bool IsHeadless(JsonObject service) => service.Str("spec", "clusterIP") == "None";

    public JsonObject TargetReference => new() { ["kind"] = "Pod", ["name"] = Pod.Name(), ["namespace"] = Pod.Namespace(), ["uid"] = Pod.Uid() };

    /// <summary>The name that DNS gives the pod in a headless Service.</summary>
    public string? Hostname(JsonObject service) => Pod.Str("spec", "subdomain") == service.Name() && Pod.Str("spec", "hostname") is { Length: > 0 } name ? name : null;

    private static ServiceEndpoint Of(JsonObject service, JsonObject pod)
    {
        var (serving, terminating, always) = (pod.IsReady(), pod.IsDeleting(), service.Bool("spec", "publishNotReadyAddresses") == true);
        return new(pod, pod.Str("status", "podIP")!, PortsOf(service, pod), always || serving && !terminating, serving, terminating);
    }

    // A named port may be another number in each pod; one that a pod does not have is left out.
    private static JsonArray PortsOf(JsonObject service, JsonObject pod)
    {
        var ports = new JsonArray();
        foreach (var port in service.Objects("spec", "ports"))
        {
            var protocol = port.Str("protocol") ?? "TCP";
            if (Number(port.At("targetPort"), protocol, pod) is not { } number)
                continue;
            var found = new JsonObject { ["name"] = port.Str("name") ?? "", ["port"] = number, ["protocol"] = protocol };
            if (port.Str("appProtocol") is { } application)
                found["appProtocol"] = application;
            ports.Add((JsonNode)found);
        }
        return ports;
    }

    private static long? Number(JsonNode? target, string protocol, JsonObject pod) => target.Str() is not { } name ? target.Int()
        : pod.Objects("spec", "containers").Concat(pod.Objects("spec", "initContainers").Where(c => c.Str("restartPolicy") == "Always"))
            .SelectMany(c => c.Objects("ports"))
            .FirstOrDefault(p => p.Str("name") == name && (p.Str("protocol") ?? "TCP") == protocol).Int("containerPort");
}
