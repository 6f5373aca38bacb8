using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>The formats of strings that schemas of custom resources are held to (kube-openapi pkg/validation/strfmt). Any other holds nothing.</summary>
internal static partial class StringFormats
{
    [GeneratedRegex("^([0-9A-Fa-f]{2}([:-])){5}[0-9A-Fa-f]{2}\\z")]
    private static partial Regex Mac();

    [GeneratedRegex("^[^@\\s<>]+@[^@\\s<>]+\\z")]
    private static partial Regex Email();

    [GeneratedRegex("^([0-9]+(\\.[0-9]+)?\\s*(ns|us|µs|ms|s|m|h|d|w)[a-z]*\\s*)+\\z")]
    private static partial Regex Duration();

    [GeneratedRegex("^[0-9a-f]{8}-?[0-9a-f]{4}-?(?<version>[0-9a-f])[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}\\z", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    public static bool Fits(string text, string format) => format switch
    {
        "date-time" or "datetime" => KubeTime.Parse(text) is not null,
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "duration" => Duration().IsMatch(text),
        "email" => Email().IsMatch(text),
        "hostname" => text.Length <= 255 && !Names.DnsSubdomainErrors(text.ToLowerInvariant()).Any(),
        "ipv4" => IPAddress.TryParse(text, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') == 3,
        "ipv6" => IPAddress.TryParse(text, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6,
        "cidr" => text.IndexOf('/', StringComparison.Ordinal) is > 0 and var at && IPAddress.TryParse(text.AsSpan(0, at), out var ip) && byte.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits <= (ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128),
        "mac" => Mac().IsMatch(text),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _) || text.StartsWith('/'),
        "uuid" => Uuid().IsMatch(text),
        "uuid3" or "uuid4" or "uuid5" => Uuid().Match(text) is { Success: true } m && m.Groups["version"].Value[0] == format[4],
        "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        _ => true,
    };
}
