using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>The rules for a volume put together from several sources (validateProjectionSources).</summary>
internal static class ProjectedRules
{
    private static readonly string[] Kinds = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"];

    public static void Validate(JsonObject volume, FieldErrors errors, string path)
    {
        FileRules.Mode(volume, "defaultMode", errors, path);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var source in volume.Objects("sources"))
        {
            var at = $"{path}.sources[{i++}]";
            foreach (var kind in (string[])["secret", "configMap"])
            {
                if (source.Obj(kind) is { } named)
                    Named(named, paths, errors, $"{at}.{kind}", path);
            }
            foreach (var file in source.Objects("downwardAPI", "items"))
            {
                FileRules.Downward(file, errors, $"{at}.downwardAPI");
                Unique(file.Str("path"), file.Str("path"), paths, errors, path);
            }
            if (source.Obj("serviceAccountToken") is { } token)
                Token(token, errors, $"{at}.serviceAccountToken", path);
            if (source.Obj("clusterTrustBundle") is { } bundle)
            {
                TrustBundle(bundle, errors, $"{at}.clusterTrustBundle");
                Unique(bundle.Str("path") ?? "", bundle.Str("path") ?? "", paths, errors, path);
            }
            if (Kinds.Count(k => source[k] is not null) > 1)
                errors.Forbidden(at, "may not specify more than 1 volume type per source");
        }
    }

    private static void Named(JsonObject source, HashSet<string> paths, FieldErrors errors, string path, string volumePath)
    {
        errors.RequireText(source, "name", path);
        var i = 0;
        foreach (var item in source.Objects("items"))
        {
            FileRules.Item(item, errors, $"{path}.items[{i++}]");
            Unique(item.Str("path") is { Length: > 0 } target ? target : null, source.Str("name") ?? "", paths, errors, volumePath);
        }
    }

    private static void Token(JsonObject token, FieldErrors errors, string path, string volumePath)
    {
        var seconds = token.Int("expirationSeconds") ?? 0;
        if (seconds < 600)
            errors.Invalid($"{path}.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        if (seconds > 1L << 32)
            errors.Invalid($"{path}.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        // Upstream tells of the path at the volume, not at the source.
        if (token.Str("path") is { Length: > 0 } target)
            FileRules.LocalPath(target, errors, $"{volumePath}.path");
        else
            errors.Required($"{volumePath}.path");
    }

    private static void TrustBundle(JsonObject bundle, FieldErrors errors, string path)
    {
        switch (bundle.Str("name"), bundle.Str("signerName"))
        {
            case (not null, not null):
                errors.Invalid(path, GoText.Struct(bundle, ("Name", "name"), ("SignerName", "signerName"), ("LabelSelector", "labelSelector"), ("Optional", "optional"), ("Path", "path")),
                    "only one of name and signerName may be used");
                break;
            case ({ } name, null):
                if (name.Length == 0)
                    errors.Required($"{path}.name", "must be a valid object name");
                foreach (var wrong in Names.DnsSubdomainErrors(name[(name.LastIndexOf(':') + 1)..]))
                    errors.Invalid($"{path}.name", name, $"not a valid clustertrustbundlename: {wrong}");
                if (bundle["labelSelector"] is { } selector)
                    errors.Invalid($"{path}.labelSelector", selector.Copy(), "labelSelector must be unset if name is specified");
                break;
            case (null, { } signer):
                if (signer.Length == 0)
                    errors.Required($"{path}.signerName", "must be a valid signer name");
                if (bundle.Obj("labelSelector") is { } labels)
                    SelectorRules.Validate(labels, errors, $"{path}.labelSelector");
                break;
            default:
                errors.Required(path, "either name or signerName must be specified");
                break;
        }
        errors.RequireText(bundle, "path", path);
        FileRules.LocalPath(bundle.Str("path") ?? "", errors, $"{path}.path");
    }

    private static void Unique(string? target, string? shown, HashSet<string> paths, FieldErrors errors, string path)
    {
        if (target is not null && !paths.Add(target))
            errors.Invalid(path, shown, "conflicting duplicate paths");
    }
}
