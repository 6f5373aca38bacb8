using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Geofed.Model.Yaml;

/// <summary>
/// What a plain YAML scalar means, as kubectl reads it (sigs.k8s.io/yaml, whose goyaml.v2 resolve.go has YAML 1.1's booleans and numbers).
/// </summary>
internal static class YamlScalars
{
    public static JsonNode? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => JsonValue.Create(true),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ => "+-.0123456789".Contains(text[0], StringComparison.Ordinal) ? Number(text) ?? JsonValue.Create(text) : JsonValue.Create(text),
    };

    private static JsonNode? Number(string text)
    {
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (Integer(plain) is { } whole)
            return whole;
        // Go's ParseFloat also takes what no manifest means as a number ("1e", "0x1p-2"); those stay text.
        return IsDecimal(plain) && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? JsonValue.Create(real)
            : null;
    }

    private static JsonValue? Integer(string text)
    {
        var negative = text[0] == '-';
        var digits = text.TrimStart('+', '-');
        if (text.Length - digits.Length > 1)
            return null;
        var value = digits switch
        {
            ['0', 'x' or 'X', .. var hex] => Parse(hex, 16),
            ['0', 'b' or 'B', .. var bits] => Parse(bits, 2),
            ['0', 'o' or 'O', .. var octal] => Parse(octal, 8),
            ['0', _, ..] => Parse(digits[1..], 8),
            _ => Parse(digits, 10),
        };
        if (value is not { } found)
            return null;
        found = negative ? -found : found;
        return found >= long.MinValue && found <= long.MaxValue ? JsonValue.Create((long)found) : null;
    }

    private static BigInteger? Parse(string digits, int radix)
    {
        if (digits.Length == 0)
            return null;
        var value = BigInteger.Zero;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : radix;
            if (digit >= radix)
                return null;
            value = value * radix + digit;
        }
        return value;
    }

    private static bool IsDecimal(string text) =>
        text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-');
}
