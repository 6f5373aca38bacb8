using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Ports that containers take on their node (checkHostPortConflicts, validateHostNetwork).</summary>
internal static class HostPortRules
{
    public static void Unique(IEnumerable<JsonObject> containers, FieldErrors errors, string path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, port) in Ports(containers, path))
        {
            if (port.PortNumber("hostPort") is > 0 and var number)
            {
                var key = $"{port.Str("protocol")}/{port.Str("hostIP")}/{number}";
                if (!taken.Add(key))
                    errors.Duplicate($"{at}.hostPort", key);
            }
        }
    }

    /// <summary>On the node's network the port is the node's. A template may leave it out: it is set when a pod is made.</summary>
    public static void MatchContainerPorts(JsonObject spec, FieldErrors errors, string path, bool isPod)
    {
        foreach (var (at, port) in Ports(spec.Objects("containers"), $"{path}.containers"))
        {
            var host = port.PortNumber("hostPort");
            if ((isPod || host != 0) && host != port.PortNumber("containerPort"))
                errors.Invalid($"{at}.hostPort", host, "must match `containerPort` when `hostNetwork` is true");
        }
    }

    private static IEnumerable<(string At, JsonObject Port)> Ports(IEnumerable<JsonObject> containers, string path) =>
        containers.SelectMany((c, i) => c.Objects("ports").Select((p, j) => ($"{path}[{i}].ports[{j}]", p)));
}
