namespace Geofed.Clusters.Tests;

public class CatalogueTests
{
    [Fact]
    public void Regions_have_unique_names_zones_of_their_own_and_places_on_this_planet()
    {
        Assert.Equal(42, GeoRegions.All.Select(r => r.Name).Distinct().Count());
        Assert.All(GeoRegions.All, r =>
        {
            Assert.True(r.Zones.Count >= 3 && r.Zones.All(z => z.StartsWith(r.Name + "-", StringComparison.Ordinal)), r.Name);
            Assert.InRange(r.Latitude, -60, 70);
            Assert.InRange(r.Longitude, -180, 180);
            Assert.NotEmpty(r.Place);
        });
    }

    [Theory]
    [InlineData("us-", -125, -66)]
    [InlineData("europe-", -10, 32)]
    [InlineData("asia-", 68, 146)]
    [InlineData("southamerica-", -82, -34)]
    public void Regions_lie_on_the_continent_that_their_name_says(string prefix, double west, double east) =>
        Assert.All(GeoRegions.All.Where(r => r.Name.StartsWith(prefix, StringComparison.Ordinal)), r => Assert.InRange(r.Longitude, west, east));

    [Fact]
    public void Names_are_found_in_any_case() => Assert.Equal("europe-west1", GeoRegions.Find("Europe-West1")?.Name);

    [Fact]
    public void Every_accelerator_has_a_machine_for_each_count_that_it_names() =>
        Assert.All(NodePoolDefaults.Accelerators, a => Assert.All(NodePoolDefaults.Counts(a), n => Assert.NotNull(NodePoolDefaults.MachineType(a, n))));

    [Fact]
    public void A_count_that_no_machine_carries_has_no_machine() => Assert.Null(NodePoolDefaults.MachineType("nvidia-l4", 3));
}
