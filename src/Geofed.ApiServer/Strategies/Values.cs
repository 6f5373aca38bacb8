using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>Rules for single values that many kinds share, with Kubernetes' words (apimachinery pkg/util/validation).</summary>
internal static partial class Values
{
    public const string NonNegativeText = "must be greater than or equal to 0";
    public const string PortRange = "must be between 1 and 65535, inclusive";
    public const string Immutable = "field is immutable";

    [GeneratedRegex("^[-a-z0-9]+\\z")]
    private static partial Regex PortNameCharacters();

    [GeneratedRegex("[a-z]")]
    private static partial Regex Letter();

    [GeneratedRegex("^[\\x20-\\x3c\\x3e-\\x7e]+\\z")]
    private static partial Regex EnvironmentName();

    [GeneratedRegex("^[-A-Za-z0-9]+\\z")]
    private static partial Regex HeaderName();

    public static void NonNegative(this FieldErrors errors, JsonNode? parent, string key, string path)
    {
        if (parent.Int(key) is < 0 and var value)
            errors.Invalid(Join(path, key), value, NonNegativeText);
    }

    public static void InRange(this FieldErrors errors, string path, long? value, long from, long to)
    {
        if (value is { } v && (v < from || v > to))
            errors.Invalid(path, v, $"must be between {from} and {to}, inclusive");
    }

    public static void RequireText(this FieldErrors errors, JsonNode? parent, string key, string path, string detail = "")
    {
        if (string.IsNullOrEmpty(parent.Str(key)))
            errors.Required(Join(path, key), detail);
    }

    /// <summary>Text that must be one of some; an empty one is Required.</summary>
    public static void OneOf(this FieldErrors errors, JsonNode? parent, string key, string path, params string[] allowed)
    {
        var value = parent.Str(key) ?? "";
        if (value.Length == 0)
            errors.Required(Join(path, key));
        else if (!allowed.Contains(value))
            errors.NotSupported(Join(path, key), value, allowed);
    }

    /// <summary>Text that, where there is some, must be one of some.</summary>
    public static void OneOfIfSet(this FieldErrors errors, JsonNode? parent, string key, string path, params string[] allowed)
    {
        if (parent.Str(key) is { } value && !allowed.Contains(value))
            errors.NotSupported(Join(path, key), value, allowed);
    }

    /// <summary>The name of another object, required.</summary>
    public static void RequireName(this FieldErrors errors, JsonNode? parent, string key, string path)
    {
        if (parent.Str(key) is { Length: > 0 } name)
            errors.Each(Join(path, key), name, Names.DnsSubdomainErrors(name));
        else
            errors.Required(Join(path, key));
    }

    public static void Unchanged(this FieldErrors errors, JsonNode? value, JsonNode? old, string path, JsonNode? zero = null)
    {
        if (!JsonNavigation.Same(value, old))
            errors.Invalid(path, value?.DeepClone() ?? zero, Immutable);
    }

    /// <summary>Every message of a rule on names as a cause.</summary>
    public static void Each(this FieldErrors errors, string path, string value, IEnumerable<string> wrongs)
    {
        foreach (var wrong in wrongs)
            errors.Invalid(path, value, wrong);
    }

    public static void Port(this FieldErrors errors, string path, long port)
    {
        if (port is < 1 or > 65535)
            errors.Invalid(path, port, PortRange);
    }

    /// <summary>A port by number or by name.</summary>
    public static void PortOrName(this FieldErrors errors, string path, JsonNode? port)
    {
        if (port.Str() is { } name)
            errors.Each(path, name, PortName(name));
        else
            errors.Port(path, port.Int() ?? 0);
    }

    public static IEnumerable<string> PortName(string name)
    {
        if (name.Length > 15)
            yield return Names.MaxLength(15);
        if (!PortNameCharacters().IsMatch(name))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!Letter().IsMatch(name))
            yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name.Length > 0 && (name[0] == '-' || name[^1] == '-'))
            yield return "must not begin or end with a hyphen";
    }

    public static IEnumerable<string> EnvironmentVariable(string name)
    {
        if (!EnvironmentName().IsMatch(name))
            yield return "a valid environment variable name must consist only of printable ASCII characters other than '='";
    }

    public static IEnumerable<string> HttpHeader(string name)
    {
        if (!HeaderName().IsMatch(name))
            yield return Names.RegexMessage("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name");
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>A port of 0 counts as none in Kubernetes' types.</summary>
    public static long PortNumber(this JsonNode? parent, string key) => parent.Int(key) ?? 0;
}
