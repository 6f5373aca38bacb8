using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>Where a webhook is (apiserver pkg/util/webhook ValidateWebhookURL, ValidateWebhookService).</summary>
internal static class WebhookClientRules
{
    private const string Form = "; desired format: https://host[/path]";

    public static void Validate(JsonObject? config, FieldErrors errors, string path)
    {
        var (url, service) = (config.Str("url"), config.Obj("service"));
        if ((url is null) == (service is null))
            errors.Required(path, "exactly one of url or service is required");
        else if (url is not null)
            Url(url, errors, $"{path}.url");
        else
            Service(service!, errors, $"{path}.service");
    }

    private static void Url(string text, FieldErrors errors, string path)
    {
        if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url))
        {
            errors.Required(path, "url must be a valid URL" + Form);
            return;
        }
        var scheme = url.IsAbsoluteUri ? url.Scheme : "";
        if (scheme != "https")
            errors.Invalid(path, scheme, "'https' is the only allowed URL scheme" + Form);
        if (!url.IsAbsoluteUri || url.Host.Length == 0)
            errors.Invalid(path, "", "host must be specified" + Form);
        if (!url.IsAbsoluteUri)
            return;
        if (url.UserInfo.Length > 0)
            errors.Invalid(path, url.UserInfo, "user information is not permitted in the URL");
        if (url.Fragment.Length > 1)
            errors.Invalid(path, url.Fragment[1..], "fragments are not permitted in the URL");
        if (url.Query.Length > 1)
            errors.Invalid(path, url.Query[1..], "query parameters are not permitted in the URL");
    }

    public static void Service(JsonObject service, FieldErrors errors, string path)
    {
        errors.RequireText(service, "name", path, "service name is required");
        errors.RequireText(service, "namespace", path, "service namespace is required");
        if (service.Int("port") is { } port and (< 1 or > 65535))
            errors.Invalid($"{path}.port", port, $"port is not valid: {Values.PortRange}");
        if (service.Str("path") is not { } target || target is "" or "/")
            return;
        if (target == "//")
            errors.Invalid($"{path}.path", target, "segment[0] may not be empty");
        if (!target.StartsWith('/'))
            errors.Invalid($"{path}.path", target, "must start with a '/'");
        var steps = target[1..];
        if (steps.EndsWith('/'))
            steps = steps[..^1];
        var i = 0;
        foreach (var step in target == "//" ? [] : steps.Split('/'))
        {
            if (step.Length == 0)
                errors.Invalid($"{path}.path", target, $"segment[{i}] may not be empty");
            else
                errors.Each($"{path}.path", target, Names.DnsSubdomainErrors(step).Select(w => $"segment[{i}]: {w}"));
            i++;
        }
    }
}
