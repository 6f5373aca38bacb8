using System.Net;
using System.Net.Sockets;
using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation.Geography;
using Geofed.Federation.Intents;
using Geofed.Model;
using Geofed.Model.Catalogue;
using Geofed.Model.Local;
using Geofed.Placement.Geography;

namespace Geofed.Cmdlets.Tests;

public class GeographyTests : ShellTest
{
    [Fact]
    public void Regions_of_ones_own_are_known_like_the_others()
    {
        var office = Shell.Get<GeoRegion>("Register-GeoRegion berlin-office -Latitude 52.5 -Longitude 13.4").Single();
        Assert.Equal(("on-premises", Continent.Europe), (office.Provider, office.Continent));
        Assert.Equal(office, Shell.Get<GeoRegion>("Get-GeoRegion berlin-*").Single() with { Zones = office.Zones });
        Assert.Equal(Continent.Oceania, Shell.Get<GeoRegion>("Get-GeoRegion australia-southeast1").Single().Continent);
        Shell.Get<GeoRegion>("Register-GeoRegion berlin-office -Latitude 52.6 -Longitude 13.4 -Force");
        Assert.Equal(52.6, Shell.Get<GeoRegion>("Get-GeoRegion berlin-office").Single().Latitude);
        Shell.Run("Get-GeoRegion | Where-Object Provider -eq on-premises | Unregister-GeoRegion");
        Assert.Equal(GeoRegions.All.Count, Shell.Get<GeoRegion>("Get-GeoRegion").Count);
    }

    [Fact]
    public void Clusters_are_in_them_and_are_supposed_to_be()
    {
        Shell.Get<GeoRegion>("Register-GeoRegion berlin-office -Latitude 52.5 -Longitude 13.4");
        var there = Shell.Get<GeoCluster>("New-GeoCluster Berlin-Office; New-GeoCluster berlin-office racks -Zone rack-1, rack-2");
        Assert.Equal([("berlin-office", "berlin-office", "on-premises"), ("racks", "berlin-office", "on-premises")], there.Select(c => (c.Name, c.Region, c.Provider)));
        Assert.Equal(["rack-1", "rack-2"], there[1].Zones);
        Shell.Run("New-Federation prod");
        var supposed = Shell.Get<JobCandidate>("Test-FederatedPlacement -Replicas 2 -Near berlin-office -With berlin-office, us-west1");
        Assert.Equal(["berlin-office", "us-west1"], supposed.Select(f => f.Region));
        Assert.InRange(supposed[0].RoundTripMs!.Value, 0, supposed[1].RoundTripMs!.Value / 10);
    }

    [Fact]
    public async Task A_simulated_cluster_is_as_far_as_it_is_from_where_it_is_seen()
    {
        Shell.Get<GeoLatency>("Measure-GeoLatency -From europe-west1 -To us-west1 -RoundTripMs 141.7");
        Shell.Get<GeoCluster>("New-GeoCluster us-west1, asia-east1 -LatencyFrom europe-west1; New-GeoCluster us-west1 near");
        async Task<string?> RoundTrip(string name) => (await Home.Root.GetAsync(new(LocalApi.SimulatedClusters, null, name), default)).Str("spec", "timing", "roundTrip");
        Assert.Equal("142ms", await RoundTrip("us-west1"));
        Assert.Matches("^[23]..ms$", await RoundTrip("asia-east1"));
        Assert.Null(await RoundTrip("near"));
    }

    [Fact]
    public void A_round_trip_that_is_given_takes_the_place_of_the_estimate_until_it_is_forgotten()
    {
        var estimate = Shell.Get<GeoLatency>("Measure-GeoLatency -From europe-west4 -To us-central1").Single();
        Assert.Equal(RoundTripSource.Estimated, estimate.Source);
        Assert.InRange(estimate.RoundTripMs, 90, 120);
        Shell.Get<GeoLatency>("Measure-GeoLatency -From us-central1 -To europe-west4 -RoundTripMs 99.5");
        Assert.Equal((99.5, RoundTripSource.Given), Shell.Get<GeoLatency>("Measure-GeoLatency -From europe-west4 -To us-central1").Select(l => (l.RoundTripMs, l.Source)).Single());
        Assert.Equal(estimate, Shell.Get<GeoLatency>("Measure-GeoLatency -From europe-west4 -To us-central1 -Forget").Single());
        Assert.Equal(GeoRegions.All.Count - 1, Shell.Get<GeoLatency>("Measure-GeoLatency -From europe-west4").Count);
        Assert.Matches("europe-west4 +us-central1 +7,\\d+ +10\\d Estimated", Shell.Show("Measure-GeoLatency -From europe-west4 -To us-central1")[2]);
    }

    [Fact]
    public void What_is_on_this_machine_is_measured_and_not_kept()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var measured = Shell.Get<GeoLatency>($"[pscustomobject]@{{ Name = 'us'; Region = 'us-west1'; Endpoint = 'https://127.0.0.1:{port}/clusters/us' }} | Measure-GeoLatency").Single();
        Assert.Equal(("here", "us-west1", "us", true, RoundTripSource.Measured), (measured.From, measured.To, measured.Cluster, measured.Simulated, measured.Source));
        Assert.True(measured.RoundTripMs > 0);
        Assert.False(File.Exists(Home.Home.LatenciesFile));
    }

    [Fact]
    public void What_cannot_be_reached_is_an_error_of_that_cluster()
    {
        Shell.Run("New-GeoCluster us-west1");
        AssertError(Shell.Error("Measure-GeoLatency us-west1"), "Unreachable", "127.0.0.1:1 does not take connections");
    }

    [Theory]
    [InlineData("Register-GeoRegion us-west1 -Latitude 1 -Longitude 1", "RegionExists", "is one of Google Cloud")]
    [InlineData("Register-GeoRegion lab -Latitude 1 -Longitude 1", "RegionExists", "There is a region 'lab' already")]
    [InlineData("Register-GeoRegion 'My Lab' -Latitude 1 -Longitude 1", "InvalidRegionName", "'My Lab' is no name")]
    [InlineData("Unregister-GeoRegion us-west1", "RegionExists", "is one of Google Cloud")]
    [InlineData("Unregister-GeoRegion lbb", "UnknownRegion", "Did you mean 'lab'?")]
    [InlineData("New-GeoCluster us-west1 -LatencyFrom lba", "UnknownRegion", "Did you mean 'lab'?")]
    [InlineData("New-GeoCluster us-west1 -LatencyFrom lab -Project acme-ml", "ParameterOfOtherClusters", "LatencyFrom")]
    [InlineData("New-GeoCluster lba", "UnknownRegion", "Did you mean 'lab'?")]
    [InlineData("New-GeoCluster lba -Project acme-ml", "UnknownRegion", "Did you mean 'lab'?")]
    [InlineData("New-GeoCluster lab -Project acme-ml", "RegionNotOfGcp", "'lab' was added with Register-GeoRegion")]
    [InlineData("Test-FederatedPlacement -With lba", "UnknownRegion", "Did you mean 'lab'?")]
    [InlineData("Measure-GeoLatency -From lba", "UnknownRegion", "Did you mean 'lab'?")]
    [InlineData("Measure-GeoLatency -From lab -RoundTripMs 3", "ContradictoryParameters", "needs -To")]
    public void Bad_input_is_one_clear_error(string command, string id, string message)
    {
        Shell.Get<GeoRegion>("Register-GeoRegion lab -Latitude 1 -Longitude 1; New-Federation prod | Out-Null");
        AssertError(Shell.Error(command), id, message);
    }

    [Theory]
    [InlineData("""{ "regions": [ { "name": "lab", "latitude": 1, "longitud": 2 } ] }""", "line 1, at $.regions[0]")]
    [InlineData("{ regions", "line 1")]
    public void A_file_that_is_wrong_says_where(string text, string where)
    {
        File.WriteAllText(Home.Home.RegionsFile, text);
        var error = Shell.Error("Get-GeoRegion lab");
        AssertError(error, "InvalidInput", "regions.json cannot be read");
        Assert.Contains(where, error.Exception.Message, StringComparison.Ordinal);
    }
}
