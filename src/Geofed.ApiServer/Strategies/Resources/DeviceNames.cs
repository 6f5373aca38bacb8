using System.Text.RegularExpressions;
using Geofed.ApiServer.Strategies.Pods;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Resources;

/// <summary>Names around devices (pkg/apis/resource/validation validatePoolName, validateQualifiedName, validateRequestNameRef).</summary>
internal static partial class DeviceNames
{
    /// <summary>A domain of 63 characters, a slash and 32 more.</summary>
    public const int LongestQualified = 63 + 1 + 32;

    private const string IdentifierForm = "[A-Za-z_][A-Za-z0-9_]*";

    [GeneratedRegex("^" + IdentifierForm + "\\z")]
    private static partial Regex Identifier();

    public static void Label(string name, FieldErrors errors, string path) => errors.Each(path, name, Names.DnsLabelErrors(name));

    /// <summary>Subdomains with slashes between them.</summary>
    public static void Pool(string name, FieldErrors errors, string path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        if (name.Length > 253)
            errors.TooLong(path, 253);
        foreach (var part in name.Split('/'))
            errors.Each(path, part, Names.DnsSubdomainErrors(part));
    }

    /// <summary>An identifier, in a domain or in that of the driver.</summary>
    public static void Qualified(string name, FieldErrors errors, string path)
    {
        var parts = name.Split('/');
        if (parts.Length == 1)
            CIdentifier(name, errors, path);
        if (parts.Length != 2)
            return;
        if (parts[0].Length == 0)
            errors.Invalid(path, "", "the domain must not be empty");
        else
            CsiRules.DriverName(parts[0], errors, path);
        if (parts[1].Length == 0)
            errors.Invalid(path, "", "the name must not be empty");
        else
            CIdentifier(parts[1], errors, path);
    }

    public static void FullyQualified(string name, FieldErrors errors, string path)
    {
        Qualified(name, errors, path);
        if (!name.Contains('/', StringComparison.Ordinal))
            errors.Invalid(path, name, "a fully qualified name must be a domain and a name separated by a slash");
    }

    /// <summary>The name of a request, or of one and of one of its alternatives.</summary>
    public static void Reference(string name, RequestNames requests, FieldErrors errors, string path)
    {
        const string form = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
        var parts = name.Split('/');
        if (parts.Length <= 2)
        {
            foreach (var part in parts)
                Label(part, errors, path);
        }
        if (!requests.Has(parts))
            errors.Invalid(path, name, form);
    }

    /// <summary>A UUID as Kubernetes writes them.</summary>
    public static void Uid(string uid, FieldErrors errors, string path)
    {
        if (!Guid.TryParseExact(uid, "D", out _))
            errors.Invalid(path, uid, $"error validating uid: invalid UUID {(uid.Length == 36 ? "format" : $"length: {uid.Length}")}");
        else if (uid.Any(char.IsAsciiLetterUpper))
            errors.Invalid(path, uid, "uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with lowercase hexadecimal characters");
    }

    private static void CIdentifier(string id, FieldErrors errors, string path)
    {
        if (id.Length > 32)
            errors.TooLong(path, 32);
        if (!Identifier().IsMatch(id))
            errors.Invalid(path, id, Names.RegexMessage("a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'", IdentifierForm, "my_name", "MY_NAME", "MyName"));
    }
}
