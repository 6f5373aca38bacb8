using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Strategies;

/// <summary>What is refused of requests for certificates, of admission policies, and of addresses for Services.</summary>
public class RareKindsTests
{
    private const string Admission = "admissionregistration.k8s.io";
    private const string Rules = """{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]}""";

    private static void Refused(string group, string resource, string kind, string spec, string? cause)
    {
        var refusal = Written.Refusal(group, resource, $$"""{"kind":"{{kind}}","metadata":{"name":"x"},"spec":{{spec}}}""");
        if (cause is null)
            Assert.Null(refusal);
        else
            Assert.EndsWith($" \"x\" is invalid: {cause}", refusal, StringComparison.Ordinal);
    }

    private static string Request()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem()));
    }

    [Theory]
    [InlineData("a.b/c", null)]
    [InlineData("a/c", "spec.signerName: Invalid value: \"a\": should be a domain with at least two segments separated by dots")]
    [InlineData("a.b/c/d", "spec.signerName: Invalid value: \"a.b/c/d\": must be a fully qualified domain and path of the form 'example.com/signer-name'")]
    [InlineData("a.b/C", "spec.signerName: Invalid value: \"C\": validating label \"C\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    public void A_signer_is_a_domain_and_a_path(string signer, string? cause) =>
        Refused("certificates.k8s.io", "certificatesigningrequests", "CertificateSigningRequest", $$"""{"request":"{{Request()}}","usages":["client auth"],"signerName":"{{signer}}"}""", cause);

    [Theory]
    [InlineData("", """{"type":"Approved","status":"True"},{"type":"Denied","status":"True"}""", true, "status.conditions[1].type: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive")]
    [InlineData("", """{"type":"Approved","status":"True"}""", false, "status.conditions: Forbidden: updates may not add a condition of type \"Approved\"")]
    [InlineData("""{"type":"Failed","status":"True"}""", "", true, "status.conditions: Forbidden: updates may not remove a condition of type \"Failed\"")]
    [InlineData("", """{"type":"Failed","status":"False"}""", false, "status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\"")]
    [InlineData("""{"type":"Approved","status":"True","reason":"a"}""", """{"type":"Approved","status":"True","reason":"b"}""", false,
        "status.conditions: Forbidden: updates may not modify a condition of type \"Approved\"\n@@ -2,7 +2,7 @@\n  {\n   \"Type\": \"Approved\",\n   \"Status\": \"True\",\n-  \"Reason\": \"a\",\n+  \"Reason\": \"b\",\n   \"Message\": \"\",\n   \"LastUpdateTime\": null,\n   \"LastTransitionTime\": null\n")]
    public void A_request_is_approved_or_denied_once(string before, string after, bool isApproval, string cause)
    {
        JsonObject With(string conditions) => Written.Json($$$"""{"kind":"CertificateSigningRequest","metadata":{"name":"x"},"status":{"conditions":[{{{conditions}}}]}}""");
        var errors = new FieldErrors();
        var strategy = BuiltInStrategies.For("certificates.k8s.io", "certificatesigningrequests");
        if (isApproval)
            strategy.ValidateSubresource("approval", With(after), With(before), errors);
        else
            strategy.ValidateStatusUpdate(With(after), With(before), errors);
        Assert.Equal(cause, errors.All.Single().ToString());
    }

    [Fact]
    public void A_certificate_is_given_in_PEM_and_once()
    {
        string Wrong(string now, string before)
        {
            JsonObject With(string pem) => new() { ["kind"] = "CertificateSigningRequest", ["status"] = new JsonObject { ["certificate"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(pem)) } };
            var errors = new FieldErrors();
            BuiltInStrategies.For("certificates.k8s.io", "certificatesigningrequests").ValidateStatusUpdate(With(now), With(before), errors);
            return string.Join('|', errors.All);
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var day = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSelfSigned(day, day.AddDays(1));
        var pem = certificate.ExportCertificatePem();
        Assert.Equal("", Wrong(pem, ""));
        Assert.Equal("status.certificate: Invalid value: \"<certificate data>\": must contain at least one CERTIFICATE PEM block", Wrong("x", ""));
        Assert.Equal("status.certificate: Invalid value: \"<certificate data>\": only CERTIFICATE PEM blocks are allowed, found \"PUBLIC KEY\"", Wrong(key.ExportSubjectPublicKeyInfoPem(), ""));
        Assert.Equal("status.certificate: Forbidden: updates may not modify existing certificate content", Wrong(pem + "\n" + pem, pem));
    }

    [Theory]
    [InlineData($$"""{"matchConstraints":{{Rules}},"validations":[{"expression":"true"}]}""", null)]
    [InlineData("""{"matchConstraints":{"objectSelector":{"matchExpressions":[{"key":"a","operator":"Near"}]}},"validations":[{"expression":" ","reason":"Unauthorized"}]}""",
        "[spec.matchConstraints.objectSelector.matchExpressions[0].operator: Invalid value: \"Near\": not a valid selector operator, spec.matchConstraints.resourceRules: Required value, spec.validations[0].expression: Required value: expression is not specified, "
        + "spec.validations[0].reason: Unsupported value: \"Unauthorized\": supported values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\"]")]
    [InlineData($$"""{"paramKind":{"apiVersion":"a/b/c","kind":"K"},"matchConstraints":{{Rules}},"validations":[{"expression":"true","message":"a\nb"}],"variables":[{"name":"for","expression":"1"}]}""",
        "[spec.paramKind.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c, spec.variables[0].name: Invalid value: \"for\": name is not a valid CEL identifier, spec.validations[0].message: Invalid value: \"a\\nb\": message must not contain line breaks]")]
    [InlineData($$"""{"matchConstraints":{{Rules}},"auditAnnotations":[{"key":"k","valueExpression":"'a'"},{"key":"k"}]}""",
        "[spec.auditAnnotations[1].valueExpression: Required value: valueExpression is not specified, spec.auditAnnotations[1].key: Duplicate value: \"k\"]")]
    public void Validating_policies(string spec, string? cause) => Refused(Admission, "validatingadmissionpolicies", "ValidatingAdmissionPolicy", spec, cause);

    [Theory]
    [InlineData($$$"""{"matchConstraints":{{{Rules}}},"reinvocationPolicy":"Never","mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":"[]"}}]}""", null)]
    [InlineData($$"""{"matchConstraints":{{Rules}},"reinvocationPolicy":"Often"}""",
        "[spec.mutations: Required value: mutations must contain at least one item, spec.reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"]")]
    [InlineData($$"""{"matchConstraints":{{Rules}},"reinvocationPolicy":"Never","mutations":[{"patchType":"JSONPatch"},{"patchType":"Merge"}]}""",
        "[spec.mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch, spec.mutations[1].patchType: Unsupported value: \"Merge\": supported values: \"ApplyConfiguration\", \"JSONPatch\"]")]
    public void Mutating_policies(string spec, string? cause) => Refused(Admission, "mutatingadmissionpolicies", "MutatingAdmissionPolicy", spec, cause);

    [Theory]
    [InlineData("""{"name":"a/b","selector":{},"parameterNotFoundAction":"Deny"}""",
        "[spec.paramRef.name: Invalid value: \"a/b\": may not contain '/', spec.paramRef.name: Forbidden: name and selector are mutually exclusive, spec.paramRef.selector: Forbidden: name and selector are mutually exclusive]")]
    [InlineData("{}", "[spec.paramRef: Required value: one of name or selector must be specified, spec.paramRef.parameterNotFoundAction: Required value]")]
    public void Parameters_of_a_binding(string reference, string cause) =>
        Refused(Admission, "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", $$"""{"policyName":"p","validationActions":["Deny"],"paramRef":{{reference}}}""", cause);

    [Theory]
    [InlineData("""["10.0.0.0/8","fd00::/64"]""", null)]
    [InlineData("""["10.0.0.0/8","11.0.0.0/8"]""", "spec.cidrs: Invalid value: {\"CIDRs\":[\"10.0.0.0/8\",\"11.0.0.0/8\"]}: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")]
    [InlineData("""["FD00::/64"]""", "spec.cidrs[0]: Invalid value: \"FD00::/64\": must be in canonical form (\"fd00::/64\")")]
    public void Ranges_of_Services(string ranges, string? cause) => Refused("networking.k8s.io", "servicecidrs", "ServiceCIDR", $$"""{"cidrs":{{ranges}}}""", cause);

    [Theory]
    [InlineData("fd00::1", null)]
    [InlineData("FD00::1", "must be in canonical form (\"fd00::1\")")]
    [InlineData("010.0.0.1", "must not have leading 0s")]
    [InlineData("x", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    public void Addresses_are_named_as_they_are_written(string name, string? wrong) => Assert.Equal(wrong, BuiltInStrategies.For("networking.k8s.io", "ipaddresses").CheckName(name));

    [Fact]
    public void An_address_keeps_its_owner() => Assert.EndsWith("spec.parentRef: Invalid value: {\"Group\":\"\",\"Resource\":\"services\",\"Namespace\":\"n\",\"Name\":\"b\"}: field is immutable",
        Written.RefusalOfChange("networking.k8s.io", "ipaddresses", """{"kind":"IPAddress","metadata":{"name":"10.0.0.1"},"spec":{"parentRef":{"resource":"services","namespace":"n","name":"a"}}}""", """{"spec":{"parentRef":{"name":"b"}}}"""), StringComparison.Ordinal);
}
