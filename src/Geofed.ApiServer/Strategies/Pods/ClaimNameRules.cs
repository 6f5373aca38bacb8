using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Claims on devices: of the pod, and by name in its containers (validatePodResourceClaims, validateResourceClaimNames).</summary>
internal static class ClaimNameRules
{
    public static void OfPod(JsonObject spec, FieldErrors errors, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var claim in spec.Objects("resourceClaims"))
        {
            var at = $"{path}[{i++}]";
            var name = claim.Str("name") ?? "";
            if (name.Length == 0)
                errors.Required($"{at}.name");
            else if (!names.Add(name))
                errors.Duplicate($"{at}.name", name);
            else
                errors.Each($"{at}.name", name, Names.DnsLabelErrors(name));
            var (own, template) = (claim.Str("resourceClaimName"), claim.Str("resourceClaimTemplateName"));
            if (own is not null && template is not null)
                errors.Invalid(at, GoClaim(claim), "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            if (own is null && template is null)
                errors.Invalid(at, GoClaim(claim), "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            if (own is not null)
                errors.Each($"{at}.resourceClaimName", own, Names.DnsSubdomainErrors(own));
            if (template is not null)
                errors.Each($"{at}.resourceClaimTemplateName", template, Names.DnsSubdomainErrors(template));
        }
    }

    public static void OfContainer(JsonObject? resources, IReadOnlyList<string> claims, FieldErrors errors, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var claim in resources.Objects("claims"))
        {
            var at = $"{path}[{i++}]";
            var (name, request) = (claim.Str("name") ?? "", claim.Str("request") ?? "");
            if (name.Length == 0)
            {
                errors.Required(at);
                continue;
            }
            if (seen.Contains(name))
                errors.Duplicate(at, name);
            else
                Reference(name, request, seen, errors, at);
            if (!claims.Contains(name))
                errors.NotFound(at, name, "must be one of the names in pod.spec.resourceClaims" + (claims.Count == 0 ? " which is empty" : ": " + string.Join(", ", claims)));
        }
    }

    /// <summary>A claim as a whole includes all its requests.</summary>
    private static void Reference(string name, string request, HashSet<string> seen, FieldErrors errors, string path)
    {
        if (request.Length > 0)
            errors.Each($"{path}.request", request, Names.DnsLabelErrors(request));
        var key = request.Length > 0 ? $"{name}/{request}" : name;
        if (seen.Contains(key))
            errors.Duplicate(path, key);
        else if (request.Length == 0)
        {
            foreach (var _ in seen.Where(s => s.StartsWith(name + "/", StringComparison.Ordinal)))
                errors.Duplicate(path, name);
        }
        seen.Add(key);
    }

    private static JsonObject GoClaim(JsonObject claim)
    {
        var shown = GoText.Struct(claim, ("Name", "name"), ("ResourceClaimName", "resourceClaimName"), ("ResourceClaimTemplateName", "resourceClaimTemplateName"));
        shown["Name"] ??= "";
        return shown;
    }
}
