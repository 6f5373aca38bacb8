using CsCheck;
using Geofed.Placement.Division;

namespace Geofed.Placement.Tests.Division;

/// <summary>Seats that are given at once are those that would be won one after the other: with equal weights, very different ones, few and many seats, and bounds.</summary>
public sealed class HeadStartTests
{
    private static readonly Gen<long> Small = Gen.Long[0, 5];
    private static readonly Gen<long> Middling = Gen.Long[0, 1000];
    private static readonly Gen<long> Unbounded = Gen.Const(long.MaxValue);

    // Of weights of one kind without bounds most seats are given at once, and about as often one too many is found at first; one heavy weight among light ones hides that.
    private static readonly Gen<Share[]> Parties = Gen.OneOf(
        Drawn(Small, Unbounded),
        Drawn(Middling, Unbounded),
        Drawn(Middling, Gen.Long[0, 20]),
        Drawn(Gen.OneOf(Small, Middling, Gen.Long[1, 1L << 50]), Gen.OneOf(Gen.Long[0, 6], Unbounded)));

    [Fact]
    public void Everybody_gets_what_he_wins_seat_by_seat() =>
        Gen.Select(Parties, Gen.OneOf(Gen.Long[0, 12], Gen.Long[0, 2000]), Gen.String[Gen.Char.AlphaNumeric, 0, 4]).Sample((drawn, seats, uid) =>
        {
            var parties = drawn.Select((p, i) => p with { Name = $"{p.Name}-{i:00}" }).ToList();
            Assert.Equal(SeatBySeat(seats, parties, uid), Webster.Divide(seats, parties, uid));
        }, iter: 3000);

    [Fact]
    public void A_million_seats_are_divided_as_the_weights_are() =>
        Assert.Equal([("a", 500_000), ("b", 300_000), ("c", 200_000)], Webster.Divide(1_000_000, [("c", 20), ("a", 50), ("b", 30)], "u"));

    private static Gen<Share[]> Drawn(Gen<long> weights, Gen<long> most) =>
        Gen.Select(Gen.Int[0, 4], weights, Gen.OneOf(Gen.Const(0L), Gen.Long[0, 3]), most).Select((name, weight, min, max) => new Share($"m{name}", weight, Math.Min(min, max), max)).Array[0, 12];

    /// <summary>The rule as it is told: the greatest quotient wins, then fewer seats, then the name.</summary>
    private static List<(string, long)> SeatBySeat(long seats, List<Share> parties, string uid)
    {
        var ordered = parties.OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var won = ordered.ToDictionary(p => p.Name, _ => 0L);
        foreach (var party in ordered.Where(p => p.Weight > 0))
        {
            won[party.Name] = Math.Min(party.Min, seats);
            seats -= won[party.Name];
        }
        // The same hash decides the direction of ties in both: who wins a single seat between two equals tells it.
        var descending = Webster.Divide(1, [("a", 1), ("b", 1)], uid)[1].Seats == 1;
        for (; seats > 0; seats--)
        {
            var open = ordered.Where(p => p.Weight > 0 && won[p.Name] < p.Max).OrderByDescending(p => (double)p.Weight / (2 * won[p.Name] + 1)).ThenBy(p => won[p.Name]);
            if ((descending ? open.ThenByDescending(p => p.Name, StringComparer.Ordinal) : open.ThenBy(p => p.Name, StringComparer.Ordinal)).FirstOrDefault() is not { Weight: > 0 } winner)
                break;
            won[winner.Name]++;
        }
        return [.. ordered.Select(p => (p.Name, won[p.Name]))];
    }
}
