using Geofed.Placement.Geography;

namespace Geofed.Federation.Geography;

/// <summary>Who measures to whom. Pure.</summary>
public static class MemberPairs
{
    /// <summary>
    /// To whom a member can measure. A cluster of this machine, as a simulated one is, is reached from nowhere else; from it all are as far as the atlas says, so that
    /// it answers for those whose places are known.
    /// </summary>
    public static IReadOnlyList<FederationMember> Targets(FederationMember from, IEnumerable<FederationMember> members, Atlas atlas) =>
        [.. members.Where(to => to.Name != from.Name && AddressOf(to) is { } address && (IsHere(from) ? atlas.Between(from.Region, to.Region) is not null : !address.IsLoopback))];

    /// <summary>What a cluster of this machine is given to answer; null for one that measures itself.</summary>
    public static IReadOnlyList<double>? Rehearsed(FederationMember from, IEnumerable<FederationMember> targets, Atlas atlas) =>
        IsHere(from) ? [.. targets.Select(to => atlas.Between(from.Region, to.Region)!.Value.Milliseconds)] : null;

    public static Uri? AddressOf(FederationMember member) => Uri.TryCreate(member.Endpoint, UriKind.Absolute, out var address) ? address : null;

    /// <summary>What is to be kept: of each way between two regions the least, since what is more was spent waiting. Of what was only rehearsed, and within a region, nothing.</summary>
    public static IReadOnlyList<KnownRoundTrip> ToKeep(IEnumerable<GeoLatency> measured) =>
    [
        .. measured.Where(l => !l.Simulated && l.From.Length > 0 && l.To.Length > 0 && !l.From.Equals(l.To, StringComparison.OrdinalIgnoreCase))
            .GroupBy(l => string.CompareOrdinal(l.From, l.To) <= 0 ? (l.From, l.To) : (l.To, l.From))
            .Select(way => new KnownRoundTrip(way.Key.Item1, way.Key.Item2, way.Min(l => l.RoundTripMs), RoundTripSource.Measured)),
    ];

    private static bool IsHere(FederationMember member) => AddressOf(member) is { IsLoopback: true };
}
