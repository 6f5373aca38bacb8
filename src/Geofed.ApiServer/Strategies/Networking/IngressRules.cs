using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>The rules for an Ingress' spec (pkg/apis/networking/validation/validation.go ValidateIngressSpec).</summary>
internal static class IngressRules
{
    public static void Validate(JsonObject? spec, FieldErrors errors)
    {
        if (spec.Arr("rules") is null or { Count: 0 } && spec.At("defaultBackend") is null)
            errors.Invalid("spec", null, "either `defaultBackend` or `rules` must be specified");
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
                Name(host, errors, $"spec.tls[{i}].hosts[{j++}]");
            if (tls.Str("secretName") is { Length: > 0 } secret)
                errors.Each($"spec.tls[{i}].secretName", secret, Names.DnsSubdomainErrors(secret));
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
            {
                errors.Required($"{at}.pathType", "pathType must be specified");
                continue;
            }
            if (type is "Exact" or "Prefix")
            {
                if (!value.StartsWith('/'))
                    errors.Invalid($"{at}.path", value, "must be an absolute path");
                foreach (var bad in ((string[])["//", "/./", "/../", "%2f", "%2F"]).Where(b => value.Contains(b, StringComparison.Ordinal)))
                    errors.Invalid($"{at}.path", value, $"must not contain '{bad}'");
                foreach (var bad in ((string[])["/..", "/."]).Where(b => value.EndsWith(b, StringComparison.Ordinal)))
                    errors.Invalid($"{at}.path", value, $"cannot end with '{bad}'");
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
        if (Addresses.Parse(host) is not null)
            errors.Invalid(path, host, "must be a DNS name, not an IP address");
        Name(host, errors, path);
    }

    private static void Name(string host, FieldErrors errors, string path) =>
        errors.Each(path, host, host.Contains('*', StringComparison.Ordinal) ? Names.WildcardSubdomainErrors(host) : Names.DnsSubdomainErrors(host));

    private static void Backend(JsonObject? backend, FieldErrors errors, string path)
    {
        var (service, resource) = (backend.Obj("service"), backend.Obj("resource"));
        if (resource is not null && service is not null)
            errors.Invalid(path, "", "cannot set both resource and service backends");
        else if (resource is not null)
            ParameterRules.Reference(resource, errors, $"{path}.resource");
        else if (service is null)
            errors.Invalid(path, "", "resource or service backend is required");
        else
        {
            if (service.Str("name") is { Length: > 0 } name)
                errors.Each($"{path}.service.name", name, Names.Dns1035LabelErrors(name));
            else
                errors.Required($"{path}.service.name");
            Port(service.Obj("port"), errors, path);
        }
    }

    private static void Port(JsonObject? port, FieldErrors errors, string path)
    {
        var (name, number) = (port.Str("name") ?? "", port.PortNumber("number"));
        if (name.Length > 0 && number != 0)
            errors.Invalid(path, "", "cannot set both port name & port number");
        else if (name.Length > 0)
            errors.Each($"{path}.service.port.name", name, Values.PortName(name));
        else if (number != 0)
            errors.Port($"{path}.service.port.number", number);
        else
            errors.Required(path, "port name or number is required");
    }
}
