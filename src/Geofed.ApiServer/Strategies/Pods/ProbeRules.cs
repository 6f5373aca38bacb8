using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for probes and lifecycle handlers (validateProbe, validateHandler).</summary>
internal static class ProbeRules
{
    public static void Validate(JsonObject? probe, string kind, long? gracePeriod, FieldErrors errors, string path)
    {
        if (probe is null)
            return;
        Handler(probe, gracePeriod, errors, path);
        foreach (var key in (string[])["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
            errors.NonNegative(probe, key, path);
        if (probe.Int("terminationGracePeriodSeconds") is <= 0 and var period)
            errors.Invalid($"{path}.terminationGracePeriodSeconds", period, "must be greater than 0");
        if (kind != "readinessProbe" && probe.Int("successThreshold") is not (null or 1) and var threshold)
            errors.Invalid($"{path}.successThreshold", threshold, "must be 1");
        if (kind == "readinessProbe" && probe.Int("terminationGracePeriodSeconds") is { } set)
            errors.Invalid($"{path}.terminationGracePeriodSeconds", set, "must not be set for readinessProbes");
    }

    public static void Handler(JsonObject handler, long? gracePeriod, FieldErrors errors, string path)
    {
        var count = 0;
        foreach (var kind in (string[])["exec", "httpGet", "tcpSocket", "grpc", "sleep"])
        {
            if (handler.Obj(kind) is not { } action)
                continue;
            if (count++ > 0)
                errors.Forbidden($"{path}.{kind}", "may not specify more than 1 handler type");
            else
                Action(kind, action, gracePeriod, errors, $"{path}.{kind}");
        }
        if (count == 0)
            errors.Required(path, "must specify a handler type");
    }

    private static void Action(string kind, JsonObject action, long? gracePeriod, FieldErrors errors, string path)
    {
        switch (kind)
        {
            case "exec":
                if (action.Arr("command") is null or { Count: 0 })
                    errors.Required($"{path}.command");
                break;
            case "httpGet":
                errors.RequireText(action, "path", path);
                errors.PortOrName($"{path}.port", action["port"]);
                if (action.Str("scheme") is not ("HTTP" or "HTTPS" or null) and var scheme)
                    errors.NotSupported($"{path}.scheme", scheme, "HTTP", "HTTPS");
                foreach (var header in action.Objects("httpHeaders"))
                    errors.Each($"{path}.httpHeaders", header.Str("name") ?? "", Values.HttpHeader(header.Str("name") ?? ""));
                break;
            case "tcpSocket":
                errors.PortOrName($"{path}.port", action["port"]);
                break;
            case "grpc":
                errors.Port($"{path}.port", action.PortNumber("port"));
                break;
            case "sleep":
                if ((action.Int("seconds") ?? 0) is var seconds && (seconds < 0 || seconds > gracePeriod))
                    errors.Invalid(path, seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({gracePeriod})");
                break;
        }
    }
}
