using Geofed.Federation.Geography;
using Geofed.Placement.Geography;

namespace Geofed.Federation.Tests.Geography;

public class MemberPairsTests
{
    private static FederationMember Member(string name, string region, string? endpoint) => new(name, "prod") { Region = region, Endpoint = endpoint };

    private static readonly FederationMember[] Members =
    [
        Member("us", "us-west1", "https://10.0.0.1"), Member("eu", "europe-west1", "https://10.0.0.2"), Member("played", "asia-east1", "https://127.0.0.1:8443/clusters/played"),
        Member("pulls", "us-west1", null), Member("lost", "atlantis", "https://10.0.0.3"),
    ];

    [Fact]
    public void A_cluster_of_this_machine_is_reached_from_nowhere_else_and_answers_for_known_places()
    {
        Assert.Equal(["eu", "lost"], MemberPairs.Targets(Members[0], Members, Atlas.OfGcp).Select(m => m.Name));
        Assert.Null(MemberPairs.Rehearsed(Members[0], [], Atlas.OfGcp));
        var targets = MemberPairs.Targets(Members[2], Members, Atlas.OfGcp);
        Assert.Equal(["us", "eu"], targets.Select(m => m.Name));
        Assert.Equal(Atlas.OfGcp.Between("asia-east1", "us-west1")!.Value.Milliseconds, MemberPairs.Rehearsed(Members[2], targets, Atlas.OfGcp)![0]);
    }

    [Fact]
    public void Of_a_way_the_least_is_kept_and_nothing_that_was_rehearsed()
    {
        GeoLatency Measured(string from, string to, double ms, bool simulated = false) => new(from, to) { RoundTripMs = ms, Source = RoundTripSource.Measured, Simulated = simulated };
        var kept = MemberPairs.ToKeep([Measured("us-west1", "europe-west1", 140), Measured("europe-west1", "us-west1", 138), Measured("us-west1", "us-west1", 1), Measured("", "us-west1", 2), Measured("asia-east1", "us-west1", 3, true)]);
        Assert.Equal([new KnownRoundTrip("europe-west1", "us-west1", 138, RoundTripSource.Measured)], kept);
    }
}
