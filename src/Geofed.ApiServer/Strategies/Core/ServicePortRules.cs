using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>The rules for a Service's ports (validateServicePort).</summary>
internal static class ServicePortRules
{
    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ports = spec.Objects("ports").ToList();
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, path) = (ports[i], $"spec.ports[{i}]");
            var name = port.Str("name") ?? "";
            if (name.Length == 0)
            {
                if (ports.Count > 1)
                    errors.Required($"{path}.name");
            }
            else
            {
                errors.Each($"{path}.name", name, Names.DnsLabelErrors(name));
                if (!names.Add(name))
                    errors.Duplicate($"{path}.name", name);
            }
            errors.Port($"{path}.port", port.PortNumber("port"));
            errors.OneOf(port, "protocol", path, "SCTP", "TCP", "UDP");
            errors.PortOrName($"{path}.targetPort", port["targetPort"]);
            if (port.Str("appProtocol") is { } protocol)
                errors.Each($"{path}.appProtocol", protocol, Names.QualifiedName(protocol));
        }
    }

    /// <summary>No port of the node, nor of the Service, twice under one protocol.</summary>
    public static void Unique(JsonObject spec, string type, FieldErrors errors)
    {
        var ports = spec.Objects("ports").Select((p, i) => (Port: p, Path: $"spec.ports[{i}]")).ToList();
        foreach (var (_, path) in ports.Where(p => type == "ClusterIP" && p.Port.PortNumber("nodePort") != 0))
            errors.Forbidden($"{path}.nodePort", "may not be used when `type` is 'ClusterIP'");
        var seen = new HashSet<(string?, long)>();
        foreach (var (port, path) in ports.Where(p => p.Port.PortNumber("nodePort") != 0))
        {
            if (!seen.Add((port.Str("protocol"), port.PortNumber("nodePort"))))
                errors.Duplicate($"{path}.nodePort", port.PortNumber("nodePort"));
        }
        seen.Clear();
        foreach (var (port, path) in ports)
        {
            if (!seen.Add((port.Str("protocol"), port.PortNumber("port"))))
                errors.Duplicate(path, new JsonObject
                {
                    ["Name"] = "",
                    ["Protocol"] = port.Str("protocol"),
                    ["AppProtocol"] = null,
                    ["Port"] = port.PortNumber("port"),
                    ["TargetPort"] = 0,
                    ["NodePort"] = 0,
                });
        }
    }
}
