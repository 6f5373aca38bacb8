using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Certificates;

/// <summary>CertificateSigningRequests (pkg/apis/certificates/v1, pkg/registry/certificates). Nothing signs them here.</summary>
internal sealed class CertificateSigningRequestStrategy(TimeProvider time) : StatusStrategy
{
    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection",
        "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime",
        "server auth", "signing", "timestamping",
    ];

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
        Stamp(obj, old);
    }

    public override void PrepareForStatusUpdate(JsonObject obj, JsonObject old)
    {
        base.PrepareForStatusUpdate(obj, old);
        Stamp(obj, old);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.Obj("spec");
        CertificateRules.Request(spec.Str("request") ?? "", errors);
        var usages = spec.Strings("usages").ToList();
        if (usages.Count == 0)
            errors.Required("spec.usages");
        for (var i = 0; i < usages.Count; i++)
        {
            if (!Usages.Contains(usages[i]))
                errors.NotSupported($"spec.usages[{i}]", usages[i], Usages);
        }
        for (var i = 0; i < usages.Count; i++)
        {
            if (usages.Take(i).Contains(usages[i]))
                errors.Duplicate($"spec.usages[{i}]", usages[i]);
        }
        if (spec.Str("signerName") == "kubernetes.io/legacy-unknown")
            errors.Invalid("spec.signerName", "kubernetes.io/legacy-unknown", "the legacy signerName is not allowed via this API version");
        else
            SignerNames.Validate(spec.Str("signerName") ?? "", errors, "spec.signerName");
        if (spec.Int("expirationSeconds") is < 600 and var seconds)
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 600 seconds (10 minutes)");
    }

    /// <summary>The spec never changes.</summary>
    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
    }

    public override void ValidateStatusUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => Status(obj, old, errors, isApproval: false);

    public override void ValidateSubresource(string subresource, JsonObject obj, JsonObject old, FieldErrors errors) => Status(obj, old, errors, isApproval: true);

    private static void Status(JsonObject obj, JsonObject old, FieldErrors errors, bool isApproval)
    {
        ApprovalRules.Validate(obj, old, errors, isApproval);
        CertificateRules.Certificate(obj, old, errors, maySet: !isApproval);
    }

    /// <summary>When a condition was written, and since when it has its status, where that is not said (pkg/registry/certificates populateConditionTimestamps).</summary>
    private void Stamp(JsonObject obj, JsonObject old)
    {
        foreach (var condition in obj.Objects("status", "conditions"))
        {
            var now = KubeTime.Format(time.GetUtcNow());
            condition.SetWhenAbsent("lastUpdateTime", now);
            var before = old.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == condition.Str("type") && c.Str("status") == condition.Str("status"));
            condition.SetWhenAbsent("lastTransitionTime", before?["lastTransitionTime"].Copy() ?? now);
        }
    }
}
