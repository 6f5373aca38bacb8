using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Certificates;

/// <summary>CertificateSigningRequests (pkg/apis/certificates/v1, pkg/registry/certificates). Nothing signs them here.</summary>
internal sealed partial class CertificateSigningRequestStrategy : StatusStrategy
{
    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection",
        "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime",
        "server auth", "signing", "timestamping",
    ];

    [GeneratedRegex("^[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+\\z")]
    private static partial Regex SignerPath();

    public override bool HasGeneration => false;

    public override IReadOnlyList<string> SelectableFields => ["spec.signerName"];

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForUpdate(obj, old);
        obj["spec"] = old["spec"].Copy();
    }

    /// <summary>Approval changes conditions alone.</summary>
    public override void PrepareForSubresource(string subresource, JsonObject obj, JsonObject old)
    {
        var conditions = obj.At("status", "conditions").Copy();
        obj["spec"] = old["spec"].Copy();
        obj.KeepStatus(old);
        if (conditions is not null)
            obj.Ensure("status")["conditions"] = conditions;
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        Request(spec.Str("request") ?? "", errors);
        var usages = spec.Strings("usages").ToList();
        if (usages.Count == 0)
            errors.Required("spec.usages");
        for (var i = 0; i < usages.Count; i++)
        {
            if (!Usages.Contains(usages[i]))
                errors.NotSupported($"spec.usages[{i}]", usages[i], Usages);
            if (usages.Take(i).Contains(usages[i]))
                errors.Duplicate($"spec.usages[{i}]", usages[i]);
        }
        if (spec.Str("signerName") == "kubernetes.io/legacy-unknown")
            errors.Invalid("spec.signerName", "kubernetes.io/legacy-unknown", "the legacy signerName is not allowed via this API version");
        else
            SignerName(spec.Str("signerName") ?? "", errors);
        if (spec.Int("expirationSeconds") is < 600 and var seconds)
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 600 seconds (10 minutes)");
    }

    /// <summary>The spec never changes.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Conditions(obj, old, errors, mayApprove: false);

    public override void ValidateSubresource(string subresource, JsonObject obj, JsonObject old, FieldErrors errors) => Conditions(obj, old, errors, mayApprove: true);

    private static void Request(string encoded, FieldErrors errors)
    {
        try
        {
            var text = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
            if (!text.Contains("CERTIFICATE REQUEST", StringComparison.Ordinal))
                errors.Invalid("spec.request", encoded, "PEM block type must be CERTIFICATE REQUEST");
            else
                CertificateRequest.LoadSigningRequestPem(text, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or CryptographicException)
        {
            errors.Invalid("spec.request", encoded, "asn1: structure error: malformed certificate request");
        }
    }

    private static void SignerName(string name, FieldErrors errors)
    {
        const string path = "spec.signerName";
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (name.Length == 0)
            errors.Required(path);
        else if (slash < 0 || name.IndexOf('/', slash + 1) >= 0)
            errors.Invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
        else
        {
            errors.Each(path, name[..slash], Names.DnsSubdomainErrors(name[..slash]));
            if (!name[..slash].Contains('.', StringComparison.Ordinal))
                errors.Invalid(path, name[..slash], "should be a domain with at least two segments separated by dots");
            if (!SignerPath().IsMatch(name[(slash + 1)..]))
                errors.Invalid(path, name[(slash + 1)..], "validating label \"\" failed");
        }
    }

    private static void Conditions(JsonObject obj, JsonObject old, FieldErrors errors, bool mayApprove)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var condition in obj.Objects("status", "conditions"))
        {
            var (path, type) = ($"status.conditions[{i++}]", condition.Str("type") ?? "");
            errors.RequireText(condition, "type", path);
            errors.OneOf(condition, "status", path, "False", "True", "Unknown");
            if (type is "Approved" or "Denied" && condition.Str("status") is not (null or "True"))
                errors.NotSupported($"{path}.status", condition.Str("status"), "True");
            if (!seen.Add(type))
                errors.Duplicate($"{path}.type", type);
        }
        if (seen.Contains("Approved") && seen.Contains("Denied"))
            errors.Invalid("status.conditions", "Denied", "Approved and Denied conditions are mutually exclusive");
        bool Has(JsonObject request, string type) => request.Objects("status", "conditions").Any(c => c.Str("type") == type);
        foreach (var type in ((string[])["Approved", "Denied", "Failed"]).Where(t => Has(old, t) && !Has(obj, t)))
            errors.Forbidden("status.conditions", $"updates may not remove a condition of type {FieldErrors.Quote(type)}");
        foreach (var type in ((string[])["Approved", "Denied"]).Where(t => !mayApprove && Has(obj, t) && !Has(old, t)))
            errors.Forbidden("status.conditions", $"updates may not add a condition of type {FieldErrors.Quote(type)}");
    }
}
