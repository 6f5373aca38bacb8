using System.Globalization;
using System.Text.RegularExpressions;

namespace Geofed.Clusters.Pulumi;

/// <summary>A quota of a Google Cloud project that is too small.</summary>
/// <param name="Resource">As Google calls it: NVIDIA_L4_GPUS, CPUS, SSD_TOTAL_GB, CPUS_ALL_REGIONS.</param>
/// <param name="Requested">How much was asked for; null when the message does not say.</param>
/// <param name="ShortBy">How much is missing.</param>
/// <param name="Limit">The quota.</param>
/// <param name="Region">Where; null for a quota of the whole project, or when the message does not say.</param>
public sealed partial record QuotaShortage(string Resource, double? Requested, double? ShortBy, double? Limit, string? Region)
{
    /// <summary>Every shortage that a text of Google's APIs tells of. GKE and Compute Engine word it differently, and GKE has changed its words.</summary>
    public static IReadOnlyList<QuotaShortage> Parse(string text) =>
    [
        .. Gke().Matches(text).Concat(Compute().Matches(text))
            .Select(m => new QuotaShortage(m.Groups["resource"].Value, Number(m, "requested"), Number(m, "short"), Number(m, "limit"), m.Groups["region"] is { Success: true } r ? r.Value : null))
            .Distinct(),
    ];

    public override string ToString() => string.Concat(
        Resource,
        Region is null ? "" : $" in {Region}",
        Requested is { } requested ? string.Create(CultureInfo.InvariantCulture, $", {requested:0.##} requested") : "",
        ShortBy is { } missing ? string.Create(CultureInfo.InvariantCulture, $", short by {missing:0.##}") : "",
        Limit is { } limit ? string.Create(CultureInfo.InvariantCulture, $", limit {limit:0.##}") : "");

    private static double? Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found && double.TryParse(found.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // … quota to satisfy request: resource "CPUS": request requires '72.0' and is short '48.0'. project has a quota of '24.0' with '24.0' available.
    // Older: … quota to satisfy request for resource: "CPUS". The request requires '24.0' and is short '16.0'. The regional quota is '8.0' with …
    [GeneratedRegex("""
        quota\s+to\s+satisfy\s+(?:the\s+)?request(?:\s+for)?:?\s+resource:?\s+\\?"(?<resource>[^"\\]+)\\?"[:.]\s+(?:The\s+)?request\s+requires\s+'(?<requested>[\d.]+)'\s+and\s+is\s+short\s+'(?<short>[\d.]+)'(?:\.\s+(?:project\s+has\s+a\s+quota\s+of|The\s+\w+\s+quota\s+is)\s+'(?<limit>[\d.]+)')?
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Gke();

    // Quota 'CPUS' exceeded. Limit: 24.0 in region us-west1. The rest is missing in some.
    [GeneratedRegex("""Quota\s+'(?<resource>[^']+)'\s+exceeded(?:\.\s*Limit:\s+(?<limit>\d+(?:\.\d+)?)(?:\s+(?:in\s+region\s+(?<region>[a-z0-9-]+)|globally))?)?""", RegexOptions.IgnoreCase)]
    private static partial Regex Compute();
}
