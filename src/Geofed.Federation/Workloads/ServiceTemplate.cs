using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Makes Service documents. Pure.</summary>
public static class ServiceTemplate
{
    /// <summary>The Service that a request describes. Ports have names where there are several, as Kubernetes demands.</summary>
    public static JsonObject From(ServiceRequest request) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Service",
        ["metadata"] = new JsonObject { ["name"] = request.Name, ["namespace"] = request.Namespace, ["labels"] = PodTemplate.Selector(request.Name) },
        ["spec"] = new JsonObject
        {
            ["type"] = request.Type.ToString(),
            ["selector"] = request.Selector.Count == 0
                ? PodTemplate.Selector(request.Name)
                : new JsonObject(request.Selector.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            ["ports"] = new JsonArray([.. request.Ports.Select(port => Port(request, port))]),
        },
    };

    private static JsonObject Port(ServiceRequest request, int port)
    {
        var entry = new JsonObject { ["port"] = port, ["targetPort"] = request.TargetPort ?? port };
        if (request.Ports.Count > 1)
            entry["name"] = "port-" + port.ToString(CultureInfo.InvariantCulture);
        return entry;
    }
}
