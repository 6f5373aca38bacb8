using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Certificates;

/// <summary>Names of signers: a domain, a slash and a path (pkg/apis/core/validation ValidateSignerName).</summary>
internal static class SignerNames
{
    public static void Validate(string name, FieldErrors errors, string path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        if (name.Split('/') is not [var domain, var rest])
        {
            errors.Invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }
        if (domain.Length > 253)
            errors.TooLong(path, 253);
        Labels(domain, Names.DnsLabelErrors, errors, path);
        if (!domain.Contains('.', StringComparison.Ordinal))
            errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        // A label of the path may be as long as a name of an object.
        Labels(rest, Names.DnsSubdomainErrors, errors, path);
        if (name.Length > 253 + 1 + 253 + 1 + 63)
            errors.TooLong(path, 253 + 1 + 253 + 1 + 63);
    }

    private static void Labels(string segment, Func<string, IEnumerable<string>> rule, FieldErrors errors, string path)
    {
        foreach (var label in segment.Split('.'))
        {
            foreach (var wrong in rule(label))
                errors.Invalid(path, segment, $"validating label {FieldErrors.Quote(label)}: {wrong}");
        }
    }
}
