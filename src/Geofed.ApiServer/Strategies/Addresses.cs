using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Geofed.ApiServer.Strategies;

/// <summary>Addresses and ranges, in the forms and words of apimachinery pkg/util/validation/ip.go.</summary>
internal static class Addresses
{
    public const string AddressText = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    public const string RangeText = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    /// <summary>Four numbers or an IPv6 address. .NET would take "10" as well.</summary>
    public static IPAddress? Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return text.Contains('[', StringComparison.Ordinal) || text.Contains('%', StringComparison.Ordinal) ? null : IPAddress.TryParse(text, out var v6) ? v6 : null;
        var parts = text.Split('.');
        // Go reads 010 as ten here, not as an octal number.
        return parts.Length == 4 && parts.All(p => p.Length is > 0 and < 4 && p.All(char.IsAsciiDigit) && int.Parse(p, CultureInfo.InvariantCulture) < 256)
            ? new IPAddress([.. parts.Select(p => byte.Parse(p, CultureInfo.InvariantCulture))]) : null;
    }

    public static bool IsIPv6(string text) => Parse(text)?.AddressFamily == AddressFamily.InterNetworkV6;

    public static (IPAddress Address, int Prefix)? ParseRange(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Parse(text[..slash]) is not { } address || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
            return null;
        return prefix <= address.GetAddressBytes().Length * 8 ? (address, prefix) : null;
    }

    /// <summary>Whether an address is in a range.</summary>
    public static bool Contains((IPAddress Address, int Prefix) range, IPAddress address)
    {
        var (inner, outer) = (address.GetAddressBytes(), range.Address.GetAddressBytes());
        return inner.Length == outer.Length
            && Enumerable.Range(0, range.Prefix).All(bit => ((inner[bit / 8] ^ outer[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    /// <summary>An address as it is canonically written, as new ones must be (the feature StrictIPCIDRValidation).</summary>
    public static bool Address(this FieldErrors errors, string path, string text)
    {
        var wrong = Parse(text) is not { } address ? AddressText
            : HasLeadingZero(text) ? "must not have leading 0s"
            : address.IsIPv4MappedToIPv6 ? "must not be an IPv4-mapped IPv6 address" : null;
        if (wrong is not null)
            errors.Invalid(path, text, wrong);
        return wrong is null;
    }

    public static void Range(this FieldErrors errors, string path, string text)
    {
        if (ParseRange(text) is not { } range)
            errors.Invalid(path, text, RangeText);
        else if (HasLeadingZero(text) || HasLeadingZero(text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..] + "."))
            errors.Invalid(path, text, "must not have leading 0s in IP or prefix length");
        else if (range.Address.IsIPv4MappedToIPv6)
            errors.Invalid(path, text, "must not be an IPv4-mapped IPv6 address");
        else if (HasBitsBeyond(range))
            errors.Invalid(path, text, "must not have bits set beyond the prefix length");
    }

    /// <summary>A range of a field that is newer than the rule on canonical forms (IsValidCIDR).</summary>
    public static void CanonicalRange(this FieldErrors errors, string path, string text)
    {
        var before = errors.Count;
        errors.Range(path, text);
        if (errors.Count == before && ParseRange(text) is { } range && $"{range.Address}/{range.Prefix}" is var canonical && canonical != text)
            errors.Invalid(path, text, $"must be in canonical form ({FieldErrors.Quote(canonical)})");
    }

    /// <summary>What is wrong with an address, in a field that is newer than the rule on canonical forms (IsValidIP).</summary>
    public static string? CanonicalAddress(string text)
    {
        var errors = new FieldErrors();
        if (!errors.Address("", text))
            return errors.All[0].Message[$"Invalid value: {FieldErrors.Quote(text)}: ".Length..];
        return Parse(text)!.ToString() is var canonical && canonical != text ? $"must be in canonical form ({FieldErrors.Quote(canonical)})" : null;
    }

    /// <summary>An address with the length of its prefix, as an interface has it (IsValidInterfaceAddress).</summary>
    public static void InterfaceAddress(this FieldErrors errors, string path, string text)
    {
        if (ParseRange(text) is not { } range)
            errors.Invalid(path, text, "must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)");
        else if ($"{range.Address}/{range.Prefix}" is var canonical && canonical != text)
            errors.Invalid(path, text, $"must be in canonical form ({FieldErrors.Quote(canonical)})");
    }

    private static bool HasLeadingZero(string text) =>
        !text.Contains(':', StringComparison.Ordinal) && text.Split('/')[0].Split('.').Any(p => p.Length > 1 && p[0] == '0');

    private static bool HasBitsBeyond((IPAddress Address, int Prefix) range)
    {
        var bytes = range.Address.GetAddressBytes();
        return Enumerable.Range(range.Prefix, (bytes.Length * 8) - range.Prefix).Any(bit => (bytes[bit / 8] & (0x80 >> (bit % 8))) != 0);
    }

    /// <summary>No address of the machine itself or of its link (ValidateNonSpecialIP).</summary>
    public static void NotSpecial(this FieldErrors errors, string path, string text)
    {
        if (Parse(text) is not { } address)
        {
            errors.Invalid(path, text, "must be a valid IP address");
            return;
        }
        var bytes = address.GetAddressBytes();
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            errors.Invalid(path, text, $"may not be unspecified ({text})");
        if (IPAddress.IsLoopback(address))
            errors.Invalid(path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        if (address.IsIPv6LinkLocal || bytes is [169, 254, _, _])
            errors.Invalid(path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        if (bytes is [224, 0, 0, _] || (bytes is [0xff, var scope, ..] && bytes.Length == 16 && (scope & 0x0f) == 2))
            errors.Invalid(path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }
}
