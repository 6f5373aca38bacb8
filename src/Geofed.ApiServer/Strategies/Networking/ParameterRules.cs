using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Networking;

/// <summary>References from Ingresses and their classes to objects of other kinds (validateIngressTypedLocalObjectReference, validateIngressClassParametersReference).</summary>
internal static class ParameterRules
{
    public static void Reference(JsonObject reference, FieldErrors errors, string path)
    {
        if (reference.Str("apiGroup") is { } group)
            errors.Each($"{path}.apiGroup", group, Names.DnsSubdomainErrors(group));
        foreach (var key in (string[])["kind", "name"])
        {
            var value = reference.Str(key) ?? "";
            if (value.Length == 0)
                errors.Required($"{path}.{key}");
            else if (Names.PathSegment(value) is { } wrong)
                errors.Invalid($"{path}.{key}", value, wrong);
        }
    }

    public static void OfClass(JsonObject parameters, FieldErrors errors, string path)
    {
        Reference(parameters, errors, path);
        switch (parameters.Str("scope"))
        {
            case null:
                errors.Required($"{path}.scope");
                break;
            case "Namespace":
                if (parameters.Str("namespace") is { } ns)
                    errors.Each($"{path}.namespace", ns, Names.DnsLabelErrors(ns));
                else
                    errors.Required($"{path}.namespace", "`parameters.scope` is set to 'Namespace'");
                break;
            case "Cluster":
                if (parameters["namespace"] is not null)
                    errors.Forbidden($"{path}.namespace", "`parameters.scope` is set to 'Cluster'");
                break;
            case var other:
                errors.NotSupported($"{path}.scope", other, "Cluster", "Namespace");
                break;
        }
    }
}
