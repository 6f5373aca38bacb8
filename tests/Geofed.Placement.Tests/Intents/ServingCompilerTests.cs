using CsCheck;
using Geofed.Placement.Geography;
using Geofed.Placement.Intents;
using static Geofed.Placement.Tests.Intents.Offers;

namespace Geofed.Placement.Tests.Intents;

public class ServingCompilerTests
{
    private static readonly string[] Regions = ["europe-west1", "europe-west4", "asia-east1", "asia-northeast1", "us-east4", "southamerica-east1"];
    private static readonly string[] Places = ["Europe", "Asia", "NorthAmerica", .. Regions];

    private static readonly Gen<ClusterOffer[]> AnyClusters = Gen.Select(AnyOf(Regions), Gen.Int[0, 6], Gen.Int[0, 6]).Array[1, 5]
        .Select(all => all.Select((c, i) => Cluster($"c{i}", c.Item1, "nvidia-l4", (c.Item2, Math.Min(c.Item2, c.Item3)))).ToArray());

    private static readonly Gen<UserShare[]> AnyUsers = Gen.Dictionary(AnyOf(Places), Gen.Long[1, 100])[1, 4].Select(all => all.Select(u => new UserShare(u.Key, u.Value)).ToArray());

    private static Gen<string> AnyOf(string[] names) => Gen.Int[0, names.Length - 1].Select(i => names[i]);

    private static ServingIntent Serving(long replicas, params UserShare[] users) => new(Gpus(1, replicas).Claim, replicas) { Users = users };

    private static ServingPlan Compile(ServingIntent intent, params ClusterOffer[] offers) => new ServingCompiler(Atlas.OfGcp).Compile(intent, offers);

    private static string Text(ServingPlan plan) => string.Join(' ', plan.Shares.Select(s => $"{s.Cluster}={s.Replicas}"));

    private static readonly ClusterOffer[] World =
        [Cluster("eu1", "europe-west1", "nvidia-l4", (8, 0)), Cluster("eu4", "europe-west4", "nvidia-l4", (8, 0)), Cluster("jp", "asia-northeast1", "nvidia-l4", (8, 0)), Cluster("us", "us-east4", "nvidia-l4", (8, 0))];

    [Fact]
    public void Replicas_go_where_the_users_are_and_the_clusters_of_a_continent_share() =>
        Assert.Equal("eu1=3 eu4=3 jp=4 us=0", Text(Compile(Serving(10, new("Europe", 60), new("Asia", 40)), World)));

    [Fact]
    public void What_has_no_room_near_its_users_goes_to_the_next_nearest() =>
        Assert.Equal("eu1=8 eu4=8 jp=0 us=2", Text(Compile(Serving(18, new UserShare("europe-west1", 1)), World)));

    [Fact]
    public void Concentrating_fills_the_nearest_clusters_one_after_the_other() =>
        Assert.Equal("eu1=2 eu4=8 jp=0 us=0", Text(Compile(Serving(10) with { Concentrate = "europe-west4" }, World)));

    [Fact]
    public void The_room_that_its_own_replicas_take_is_its_own()
    {
        var full = Cluster("eu", "europe-west1", "nvidia-l4", (4, 4));
        Assert.Equal("eu=0 us=3", Text(Compile(Serving(3, new UserShare("Europe", 1)), full, World[3])));
        Assert.Equal("eu=3 us=0", Text(Compile(Serving(3, new UserShare("Europe", 1)) with { Running = new Dictionary<string, long> { ["eu"] = 4 } }, full, World[3])));
    }

    [Fact]
    public void So_many_regions_serve_as_must_and_no_cluster_more_than_it_may()
    {
        Assert.Equal("eu1=4 eu4=1 jp=0 us=1", Text(Compile(Serving(6, new UserShare("europe-west1", 1)) with { MinRegions = 3 }, World)));
        Assert.Equal("eu1=2 eu4=2 jp=0 us=2", Text(Compile(Serving(6, new UserShare("europe-west1", 1)) with { MaxPerCluster = 2 }, World)));
    }

    [Fact]
    public void Few_users_get_a_replica_near_them_too()
    {
        Assert.Equal("eu1=5 eu4=4 jp=1 us=0", Text(Compile(Serving(10, new("Europe", 1000), new("Asia", 1)), World)));
        Assert.Equal("eu1=4 eu4=3 jp=3 us=0", Text(Compile(Serving(10, new("Europe", 1000), new("Asia", 1)) with { MinPerPlace = 3 }, World)));
    }

    [Fact]
    public void All_replicas_are_divided_and_no_cluster_gets_more_than_it_has_room_for() => Gen.Select(AnyClusters, AnyUsers, Gen.Int[1, 12], Gen.Int[1, 6]).Sample((clusters, users, replicas, most) =>
    {
        var intent = Serving(replicas, users) with { MaxPerCluster = most };
        long Now(ClusterOffer c) => Math.Min(most, c.Room.Fits(intent.Claim));
        long Ever(ClusterOffer c) => Math.Min(most, c.Empty.Fits(intent.Claim));
        if (clusters.Sum(Ever) < replicas)
        {
            Assert.Throws<IntentException>(() => Compile(intent, clusters));
            return;
        }
        var plan = Compile(intent, clusters);
        Assert.Equal(replicas, plan.Shares.Sum(s => s.Replicas));
        Assert.Equal(Math.Max(0, replicas - clusters.Sum(Now)), plan.WithoutRoom);
        foreach (var (share, cluster) in plan.Shares.Zip(clusters.OrderBy(c => c.Cluster)))
        {
            Assert.InRange(share.Replicas, 0, plan.WithoutRoom > 0 ? Ever(cluster) : Now(cluster));
            Assert.Equal(share.Replicas, share.Users.Values.Sum());
        }
    });

    [Fact]
    public void Users_are_served_from_as_near_as_the_room_allows() => Gen.Select(AnyClusters, AnyUsers, Gen.Int[1, 6]).Sample((clusters, users, replicas) =>
    {
        var intent = Serving(replicas, users);
        if (clusters.Sum(c => c.Room.Fits(intent.Claim)) < replicas)
            return;
        var plan = Compile(intent, clusters);
        var distance = new UserDistance(Atlas.OfGcp);
        var replicasOf = users.Select(u => (u.Place, Replicas: plan.Shares.Sum(s => s.Users.GetValueOrDefault(u.Place)))).ToArray();
        Assert.Equal(Shortest([.. replicasOf.SelectMany(p => Enumerable.Repeat(p.Place, (int)p.Replicas))], [.. plan.Shares.Select(s => (s.Region, s.Room))], distance), plan.MeanMs * replicas, 3);
    });

    /// <summary>The least sum of ways, by trying everything.</summary>
    private static double Shortest(string[] users, (string Region, long Room)[] clusters, UserDistance distance)
    {
        if (users.Length == 0)
            return 0;
        var least = double.MaxValue;
        for (var c = 0; c < clusters.Length; c++)
        {
            if (clusters[c].Room == 0)
                continue;
            clusters[c].Room--;
            least = Math.Min(least, distance.Ms(users[0], clusters[c].Region) + Shortest(users[1..], clusters, distance));
            clusters[c].Room++;
        }
        return least;
    }

    [Fact]
    public void Each_region_with_users_gets_its_least_when_it_has_the_room() => Gen.Select(Gen.Dictionary(AnyOf(Regions), Gen.Long[1, 1000])[1, 4], Gen.Int[1, 3], Gen.Int[0, 8]).Sample((users, least, more) =>
    {
        var replicas = users.Count * least + more;
        var plan = Compile(Serving(replicas, [.. users.Select(u => new UserShare(u.Key, u.Value))]) with { MinPerPlace = least }, [.. Regions.Select(r => Cluster(r, r, "nvidia-l4", (20, 0)))]);
        Assert.All(plan.Shares, s => Assert.True(users.ContainsKey(s.Region) ? s.Replicas >= least : s.Replicas == 0, s.ToString()));
    });

    [Fact]
    public void Doing_it_again_with_what_runs_changes_nothing() => Gen.Select(AnyClusters, AnyUsers, Gen.Int[1, 12]).Sample((clusters, users, replicas) =>
    {
        var intent = Serving(replicas, users);
        if (clusters.Sum(c => c.Room.Fits(intent.Claim)) < replicas)
            return;
        var plan = Compile(intent, clusters);
        var later = clusters.Select(c => Cluster(c.Cluster, c.Region, "nvidia-l4", ((int)c.Empty.Fits(intent.Claim), (int)(c.Empty.Fits(intent.Claim) - c.Room.Fits(intent.Claim) + plan.Shares.Single(s => s.Cluster == c.Cluster).Replicas)))).ToArray();
        Assert.Equal(Text(plan), Text(Compile(intent with { Running = plan.Shares.ToDictionary(s => s.Cluster, s => s.Replicas) }, later)));
    });

    [Fact]
    public void What_cannot_be_says_which_two_contradict_or_how_far_it_is_from_fitting()
    {
        void Fails(string message, ServingIntent intent) => Assert.Contains(message, Assert.Throws<IntentException>(() => Compile(intent, World)).Message, StringComparison.Ordinal);
        Fails("-Concentrate and -Users", Serving(1, new UserShare("Asia", 1)) with { Concentrate = "asia-east1" });
        Fails("-MinReplicasPerRegion 3 for each of the 2 places of -Users is more than the 5 of -Replicas", Serving(5, new("Asia", 1), new("Europe", 1)) with { MinPerPlace = 3 });
        Fails("-MaxReplicasPerCluster 2 lets 4 clusters have 8 replicas, but -Replicas asks for 9", Serving(9, new UserShare("Asia", 1)) with { MaxPerCluster = 2 });
        Fails("-MinRegions 3 needs more replicas than the 2 of -Replicas", Serving(2, new UserShare("Asia", 1)) with { MinRegions = 3 });
        Fails("-MinRegions asks for 5 regions, but there is room for such replicas in only 4", Serving(9, new UserShare("Asia", 1)) with { MinRegions = 5 });
        Fails("32 of 40 replicas would find room even if nothing else ran: 8 in eu1", Serving(40, new UserShare("Asia", 1)));
        Fails("No cluster is where -Cluster and -Region say", Serving(1, new UserShare("Asia", 1)) with { Regions = ["us-west1"] });
    }
}
