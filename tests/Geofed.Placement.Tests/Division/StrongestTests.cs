using Geofed.Placement.Division;

namespace Geofed.Placement.Tests.Division;

/// <summary>Dividing between the strongest gives what dividing between all gives: by weights that are often equal, with few seats and with many, in either direction.</summary>
public sealed class StrongestTests
{
    [Fact]
    public void NobodyElseWouldHaveWonASeat()
    {
        var random = new Random(20261129);
        for (var round = 0; round < 500; round++)
        {
            var parties = Enumerable.Range(0, random.Next(0, 60)).Select(i => new Share($"member-{random.Next(1000):000}-{i}", random.Next(0, 12), 0, 0)).Select(s => s with { Max = s.Weight }).ToList();
            var (seats, uid) = (random.Next(0, 40), Guid.NewGuid().ToString());
            var strongest = Webster.Strongest(seats, parties, uid);
            Assert.True(strongest.Count <= seats);
            Assert.Equal(Winners(seats, parties, uid), Winners(seats, strongest, uid));
        }
    }

    private static List<(string Name, long Seats)> Winners(long seats, IReadOnlyList<Share> parties, string uid) => [.. Webster.Divide(seats, parties, uid).Where(d => d.Seats > 0)];
}
