using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a container's ports (validateContainerPorts).</summary>
internal static class PortRules
{
    public static void OfContainer(JsonObject container, FieldErrors errors, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var port in container.Objects("ports"))
        {
            var at = $"{path}[{i++}]";
            if (port.Str("name") is { Length: > 0 } name)
            {
                var wrongs = Values.PortName(name).ToList();
                errors.Each($"{at}.name", name, wrongs);
                if (wrongs.Count == 0 && !names.Add(name))
                    errors.Duplicate($"{at}.name", name);
            }
            if (port.PortNumber("containerPort") == 0)
                errors.Required($"{at}.containerPort");
            else
                errors.Port($"{at}.containerPort", port.PortNumber("containerPort"));
            if (port.PortNumber("hostPort") is not 0 and var host)
                errors.Port($"{at}.hostPort", host);
            errors.OneOf(port, "protocol", at, "SCTP", "TCP", "UDP");
        }
    }
}
