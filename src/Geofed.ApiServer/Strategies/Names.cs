using System.Text.RegularExpressions;

namespace Geofed.ApiServer.Strategies;

/// <summary>
/// Forms of names. Each gives null for a good name, else Kubernetes' words for why not
/// (apimachinery pkg/util/validation/validation.go and pkg/api/validation).
/// </summary>
public static partial class Names
{
    private const string LabelForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainForm = LabelForm + "(\\." + LabelForm + ")*";
    private const string Label1035Form = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedForm = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelValueForm = "(" + QualifiedForm + ")?";

    private const string SubdomainMessage =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

    [GeneratedRegex("^(?:" + LabelForm + ")\\z")]
    private static partial Regex Label();

    [GeneratedRegex("^(?:" + SubdomainForm + ")\\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^(?:" + Label1035Form + ")\\z")]
    private static partial Regex Label1035();

    [GeneratedRegex("^(?:" + QualifiedForm + ")\\z")]
    private static partial Regex Qualified();

    [GeneratedRegex("^(?:" + LabelValueForm + ")\\z")]
    private static partial Regex Value();

    [GeneratedRegex(@"^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+\z")]
    private static partial Regex HttpPath();

    [GeneratedRegex("^[-._a-zA-Z0-9]+\\z")]
    private static partial Regex ConfigKey();

    /// <summary>The first of <see cref="DnsSubdomainErrors"/>.</summary>
    public static string? DnsSubdomain(string name) => DnsSubdomainErrors(name).FirstOrDefault();

    public static IEnumerable<string> DnsSubdomainErrors(string name)
    {
        if (name.Length > 253)
            yield return MaxLength(253);
        if (!Subdomain().IsMatch(name))
            yield return RegexMessage(SubdomainMessage, SubdomainForm, "example.com");
    }

    /// <summary>A subdomain with a star for its first label (IsWildcardDNS1123Subdomain).</summary>
    public static IEnumerable<string> WildcardSubdomainErrors(string name)
    {
        if (name.Length > 253)
            yield return MaxLength(253);
        if (!name.StartsWith("*.", StringComparison.Ordinal) || !Subdomain().IsMatch(name[2..]))
            yield return RegexMessage("a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
                "\\*\\." + SubdomainForm, "*.example.com");
    }

    /// <summary>The first of <see cref="DnsLabelErrors"/>.</summary>
    public static string? DnsLabel(string name) => DnsLabelErrors(name).FirstOrDefault();

    public static IEnumerable<string> DnsLabelErrors(string name)
    {
        if (name.Length > 63)
            yield return MaxLength(63);
        if (Label().IsMatch(name))
            yield break;
        // A subdomain where a label is wanted gets a plainer sentence.
        yield return Subdomain().IsMatch(name)
            ? "must not contain dots"
            : RegexMessage("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
                LabelForm, "my-name", "123-abc");
    }

    public static string? Dns1035Label(string name) => Dns1035LabelErrors(name).FirstOrDefault();

    public static IEnumerable<string> Dns1035LabelErrors(string name)
    {
        if (name.Length > 63)
            yield return MaxLength(63);
        if (!Label1035().IsMatch(name))
            yield return RegexMessage("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
                Label1035Form, "my-name", "abc-123");
    }

    /// <summary>A label's or annotation's key: an optional DNS subdomain, a slash, and a name.</summary>
    public static IEnumerable<string> QualifiedName(string name)
    {
        var parts = name.Split('/');
        if (parts.Length > 2)
        {
            yield return "a qualified name " + RegexMessage("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                QualifiedForm, "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }
        if (parts.Length == 2)
        {
            if (parts[0].Length == 0)
                yield return "prefix part must be non-empty";
            else
            {
                foreach (var error in DnsSubdomainErrors(parts[0]))
                    yield return "prefix part " + error;
            }
        }
        var last = parts[^1];
        if (last.Length == 0)
            yield return "name part must be non-empty";
        else if (last.Length > 63)
            yield return "name part " + MaxLength(63);
        if (!Qualified().IsMatch(last))
            yield return "name part " + RegexMessage("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                QualifiedForm, "MyName", "my.name", "123-abc");
    }

    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > 63)
            yield return MaxLength(63);
        if (!Value().IsMatch(value))
            yield return RegexMessage("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
                LabelValueForm, "MyValue", "my_value", "12345");
    }

    /// <summary>A key of a ConfigMap's or Secret's data.</summary>
    public static IEnumerable<string> ConfigMapKey(string key)
    {
        if (key.Length > 253)
            yield return MaxLength(253);
        if (!ConfigKey().IsMatch(key))
            yield return RegexMessage("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name");
        if (key == ".")
            yield return "must not be '.'";
        else if (key == "..")
            yield return "must not be '..'";
        else if (key.StartsWith("..", StringComparison.Ordinal))
            yield return "must not start with '..'";
    }

    /// <summary>What a name must be to stand as one segment of a URL (roles, RBAC bindings): apimachinery pkg/api/validation/path.</summary>
    public static string? PathSegment(string name) => name switch
    {
        "." or ".." => $"may not be '{name}'",
        _ when name.Contains('/', StringComparison.Ordinal) => "may not contain '/'",
        _ when name.Contains('%', StringComparison.Ordinal) => "may not contain '%'",
        _ => null,
    };

    /// <summary>A domain, a slash and a path, such as example.com/controller (IsDomainPrefixedPath).</summary>
    public static void DomainPrefixedPath(string text, FieldErrors errors, string path)
    {
        if (text.Length == 0)
        {
            errors.Required(path);
            return;
        }
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            errors.Invalid(path, text, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }
        errors.Each(path, text[..slash], DnsSubdomainErrors(text[..slash]));
        if (!HttpPath().IsMatch(text[(slash + 1)..]))
            errors.Invalid(path, text[(slash + 1)..], RegexMessage("Invalid path", @"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+"));
    }

    public static string MaxLength(int length) => $"must be no more than {length} characters";

    public static string RegexMessage(string message, string form, params string[] examples)
    {
        if (examples.Length == 0)
            return $"{message} (regex used for validation is '{form}')";
        var shown = string.Concat(examples.Select((e, i) => i == 0 ? $"'{e}', " : $" or '{e}', "));
        return $"{message} (e.g. {shown}regex used for validation is '{form}')";
    }
}
