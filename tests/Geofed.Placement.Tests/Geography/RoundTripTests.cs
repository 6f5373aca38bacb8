using System.Globalization;
using CsCheck;
using Geofed.Model.Catalogue;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Tests.Geography;

public class RoundTripTests
{
    private static readonly Gen<Place> Places = Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Enum<Continent>()).Select((latitude, longitude, continent) => new Place("x", latitude, longitude, continent));

    /// <summary>What was published; the file says by whom.</summary>
    private static readonly List<(string From, string To, double Milliseconds)> Published =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Geography", "gcp-round-trips.txt")).Where(line => line[0] != '#').Select(line => line.Split(' '))
            .Select(words => (words[0], words[1], double.Parse(words[2], CultureInfo.InvariantCulture)))];

    [Theory]
    [InlineData(90, 0, 0, 77, 10_007.6)] // a quarter of the globe
    [InlineData(0, -90, 0, 90, 20_015.1)] // half of it
    [InlineData(40.6413, -73.7781, 51.4700, -0.4543, 5_540)] // from JFK to LHR
    [InlineData(45.59, -121.18, 45.59, -121.18, 0)]
    public void Distances_are_those_of_the_globe(double latitude, double longitude, double otherLatitude, double otherLongitude, double kilometres) =>
        Assert.Equal(kilometres, GreatCircle.Kilometres(latitude, longitude, otherLatitude, otherLongitude), 5.0);

    [Fact]
    public void A_distance_is_the_same_back_never_more_than_half_round_and_never_longer_than_by_a_detour() =>
        Gen.Select(Places, Places, Places).Sample((a, b, c) =>
        {
            Assert.Equal(a.DistanceTo(b), b.DistanceTo(a), 6);
            Assert.InRange(a.DistanceTo(b), 0, Math.PI * GreatCircle.EarthRadiusKm + 1e-6);
            Assert.True(a.DistanceTo(c) <= a.DistanceTo(b) + b.DistanceTo(c) + 1e-3);
            Assert.Equal(RoundTripEstimate.Milliseconds(a, b), RoundTripEstimate.Milliseconds(b, a), 6);
            Assert.True(RoundTripEstimate.Milliseconds(a, b) >= 2 * a.DistanceTo(b) / 300, "faster than light");
        });

    [Fact]
    public void Estimates_are_near_what_was_published()
    {
        var errors = Published.Select(p => Math.Abs(Atlas.OfGcp.Between(p.From, p.To)!.Value.Milliseconds - p.Milliseconds) / p.Milliseconds).Order().ToList();
        Assert.Equal(190, errors.Count);
        Assert.InRange(errors[errors.Count / 2], 0, 0.08);
        Assert.InRange(errors[errors.Count * 9 / 10], 0, 0.25);
        Assert.InRange(errors[^1], 0, 0.58);
    }

    [Fact]
    public void Estimates_order_regions_as_what_was_published_does()
    {
        var (right, all) = (0, 0);
        foreach (var from in Published.SelectMany(p => new[] { p.From, p.To }).Distinct())
        {
            var trips = Published.Where(p => p.From == from || p.To == from).Select(p => (p.Milliseconds, Estimate: Atlas.OfGcp.Between(p.From, p.To)!.Value.Milliseconds)).ToList();
            foreach (var (a, b) in trips.SelectMany((a, i) => trips.Skip(i + 1).Select(b => (a, b))).Where(t => t.a.Milliseconds != t.b.Milliseconds))
                (right, all) = (right + ((a.Milliseconds < b.Milliseconds) == (a.Estimate < b.Estimate) ? 1 : 0), all + 1);
        }
        Assert.True(right >= 0.9 * all, $"{right} of {all}");
    }

    [Fact]
    public void What_is_known_takes_the_place_of_the_estimate_in_both_directions()
    {
        var atlas = new Atlas([new("berlin-office", 52.5, 13.4, Continent.Europe)], [new("europe-west3", "Berlin-Office", 9, RoundTripSource.Given), new("berlin-office", "mars", 1e6, RoundTripSource.Measured)]);
        Assert.Equal(new RoundTrip(9, RoundTripSource.Given), atlas.Between("berlin-office", "europe-west3"));
        Assert.Equal(new RoundTrip(1e6, RoundTripSource.Measured), atlas.Between("mars", "berlin-office"));
        Assert.Equal(RoundTripSource.Estimated, atlas.Between("berlin-office", "europe-west1")!.Value.Source);
        Assert.Null(atlas.Between("mars", "europe-west1"));
        Assert.Null(atlas.DistanceKm("mars", "berlin-office"));
    }

    [Theory]
    [InlineData(52.5, 13.4, Continent.Europe)]
    [InlineData(-34.9, 138.6, Continent.Oceania)]
    [InlineData(25.2, 55.3, Continent.MiddleEast)]
    [InlineData(19.4, -99.1, Continent.NorthAmerica)]
    public void A_place_of_ones_own_is_on_the_continent_of_its_nearest_region(double latitude, double longitude, Continent continent) => Assert.Equal(continent, Place.ContinentAt(latitude, longitude));
}
