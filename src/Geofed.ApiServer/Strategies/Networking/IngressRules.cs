using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>The rules for an Ingress' spec (pkg/apis/networking/validation/validation.go ValidateIngressSpec).</summary>
internal static class IngressRules
{
    public static void Validate(JsonObject? spec, FieldErrors errors)
    {
        if (spec.Arr("rules") is null or { Count: 0 } && spec.At("defaultBackend") is null)
            errors.Invalid("spec", GoText.Struct(spec, ("IngressClassName", "ingressClassName"), ("DefaultBackend", "defaultBackend"), ("TLS", "tls"), ("Rules", "rules")),
                "either `defaultBackend` or `rules` must be specified");
        if (spec.Obj("defaultBackend") is { } backend)
            Backend(backend, errors, "spec.defaultBackend");
        var i = 0;
        foreach (var rule in spec.Objects("rules"))
            Rule(rule, errors, $"spec.rules[{i++}]");
        i = 0;
        foreach (var tls in spec.Objects("tls"))
        {
            var j = 0;
            foreach (var host in tls.Strings("hosts"))
                Host(host, errors, $"spec.tls[{i}].hosts[{j++}]");
            i++;
        }
        if (spec.Str("ingressClassName") is { } name)
            errors.Each("spec.ingressClassName", name, Names.DnsSubdomainErrors(name));
    }

    private static void Rule(JsonObject rule, FieldErrors errors, string path)
    {
        if (rule.Str("host") is { Length: > 0 } host)
            Host(host, errors, $"{path}.host");
        if (rule.Obj("http") is not { } http)
            return;
        var paths = http.Objects("paths").ToList();
        if (paths.Count == 0)
            errors.Required($"{path}.http.paths");
        for (var i = 0; i < paths.Count; i++)
        {
            var (at, value, type) = ($"{path}.http.paths[{i}]", paths[i].Str("path") ?? "", paths[i].Str("pathType"));
            if (type is null)
                errors.Required($"{at}.pathType", "pathType must be specified");
            else if (type is "Exact" or "Prefix")
            {
                if (!value.StartsWith('/'))
                    errors.Invalid($"{at}.path", value, "must be an absolute path");
                foreach (var bad in ((string[])["//", "/./", "/../", "%2f", "%2F"]).Where(b => value.Contains(b, StringComparison.Ordinal)))
                    errors.Invalid($"{at}.path", value, $"must not contain '{bad}'");
            }
            else if (type == "ImplementationSpecific")
            {
                if (value.Length > 0 && value[0] != '/')
                    errors.Invalid($"{at}.path", value, "must be an absolute path");
            }
            else
                errors.NotSupported($"{at}.pathType", type, "Exact", "ImplementationSpecific", "Prefix");
            Backend(paths[i].Obj("backend"), errors, $"{at}.backend");
        }
    }

    private static void Host(string host, FieldErrors errors, string path)
    {
        if (System.Net.IPAddress.TryParse(host, out _) && host.Contains('.', StringComparison.Ordinal))
            errors.Invalid(path, host, "must be a DNS name, not an IP address");
        else
            errors.Each(path, host, Names.DnsSubdomainErrors(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host));
    }

    private static void Backend(JsonObject? backend, FieldErrors errors, string path)
    {
        var (service, resource) = (backend.Obj("service"), backend.Obj("resource"));
        if (resource is not null && service is not null)
            errors.Invalid(path, "", "cannot set both resource and service backends");
        else if (service is not null)
        {
            if (service.Str("name") is { Length: > 0 } name)
                errors.Each($"{path}.service.name", name, Names.Dns1035LabelErrors(name));
            else
                errors.Required($"{path}.service.name");
            if (service.Str("port", "name") is { Length: > 0 } portName)
                errors.Each($"{path}.service.port.name", portName, Values.PortName(portName));
            else if (service.Int("port", "number") is { } number and not 0)
                errors.Port($"{path}.service.port.number", number);
            else
                errors.Required($"{path}.service.port", "port name or number is required");
        }
        else if (resource is null)
            errors.Required(path, "resource or service backend is required");
    }
}
