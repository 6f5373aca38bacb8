using CsCheck;
using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;
using Geofed.Placement.Geography;
using Geofed.Placement.Intents;
using static Geofed.Placement.Tests.Intents.Offers;

namespace Geofed.Placement.Tests.Intents;

public class IntentCompilerTests
{
    private static readonly Dataset Imagenet = new("imagenet", "gs://bucket/imagenet", 150, [new("europe-west4"), new("us-east1")]);

    private static readonly PriceList Prices = new()
    {
        GpuHour = new Dictionary<string, double> { ["nvidia-l4"] = 1, ["nvidia-l4@us-central1"] = 0.5, ["nvidia-h100-80gb"] = 9 },
        NodeHour = new Dictionary<string, double> { ["n2-standard-8"] = 0.4 },
        EgressGB = [new("Europe", "NorthAmerica", 0.1), new("NorthAmerica", "*", 0.02), new("europe-west4", "europe-west1", 0.01)],
        Carbon = new Dictionary<string, double> { ["europe-west1"] = 110, ["us-central1"] = 400 },
    };

    private static readonly ClusterOffer[] Three = [Cluster("asia", "asia-east1", "nvidia-l4", (8, 0)), Cluster("eu", "europe-west1", "nvidia-l4", (4, 0), (4, 2)), Cluster("us", "us-central1", "nvidia-l4", (8, 0), (8, 0))];

    private static IReadOnlyList<Assessment> Compile(JobIntent intent, params ClusterOffer[] offers) => new IntentCompiler(Atlas.OfGcp, Prices).Compile(intent, offers.Length > 0 ? offers : Three);

    private static string[] Order(JobIntent intent) => [.. Compile(intent).Where(a => a.IsCandidate).Select(a => a.Cluster)];

    [Fact]
    public void A_job_goes_nearest_to_a_replica_of_its_data_and_each_cluster_reads_the_one_nearest_to_it()
    {
        var all = Compile(Gpus(1, 2) with { Dataset = Imagenet });
        Assert.Equal(["eu europe-west4", "us us-east1", "asia us-east1"], all.Select(a => $"{a.Cluster} {a.DataFrom}"));
        var eu = all[0];
        Assert.InRange(eu.DistanceKm!.Value, 350, 400);
        Assert.Equal(100, eu.Score);
        Assert.Equal(1.5, eu.EgressCost!.Value, 6);
        Assert.Equal(TimeSpan.FromSeconds(120), eu.Transfer);
        Assert.True(all[2].Transfer > eu.Transfer);
        Assert.Equal(2, eu.HourlyCost);
    }

    [Theory]
    [InlineData(null, "europe-west2", "eu us asia")]
    [InlineData(Preference.Cheapest, null, "us asia eu")]
    [InlineData(Preference.Roomiest, null, "us asia eu")]
    public void Clusters_are_ordered_by_what_is_preferred(Preference? prefer, string? near, string order) =>
        Assert.Equal(order.Split(' '), Order(Gpus(1, 3) with { Prefer = prefer, Near = near }));

    [Fact]
    public void Pods_of_several_sizes_fit_and_cost_together()
    {
        var (large, small) = (Queueing.QueueSamples.Gpus(4), Queueing.QueueSamples.Gpus(1));
        Assessment Eu(long smalls) => Compile(new JobIntent(large, 1 + smalls) { Sets = [(large, 1), (small, smalls)], Near = "europe-west1" }).Single(a => a.Cluster == "eu");
        // Four GPUs are free on one node and two on the other.
        Assert.Equal((true, "it just fits", 6.0), (Eu(2).Fits, Eu(2).Reason, Eu(2).HourlyCost));
        Assert.Equal((false, true, "3 of 4 pods fit now; 4 would if nothing else ran there"), (Eu(3).Fits, Eu(3).IsCandidate, Eu(3).Reason));
    }

    [Fact]
    public void The_least_carbon_comes_first_among_regions_that_are_named() =>
        Assert.Equal(["eu", "us"], Order(Gpus(1, 3) with { Prefer = Preference.Greenest, Clusters = ["us", "eu"] }));

    [Fact]
    public void Moving_the_data_can_cost_more_than_cheap_machines_save()
    {
        var books = new Dataset("books", "gs://eu/books", 5000, [new("europe-west4")]);
        Assert.Equal(["eu", "us"], Order(Gpus(1, 1) with { Dataset = books, Prefer = Preference.Cheapest, ExpectedHours = 24, Clusters = ["us", "eu"] }));
        Assert.Equal(["us", "eu"], Order(Gpus(1, 1) with { Dataset = books, Prefer = Preference.Cheapest, ExpectedHours = 10_000, Clusters = ["us", "eu"] }));
    }

    [Fact]
    public void Gpus_on_several_nodes_are_no_room_for_a_pod_that_needs_them_together()
    {
        var verdicts = Compile(Gpus(4, 2) with { Near = "europe-west1" }).ToDictionary(a => a.Cluster);
        Assert.Equal((true, true, "it just fits"), (verdicts["asia"].Fits, verdicts["asia"].IsCandidate, verdicts["asia"].Reason));
        Assert.Equal((false, true, "1 of 2 pods fit now; 2 would if nothing else ran there"), (verdicts["eu"].Fits, verdicts["eu"].IsCandidate, verdicts["eu"].Reason));
        Assert.Equal("no node takes a pod with 8 x GPU", Compile(Gpus(8, 1)).Single(a => a.Cluster == "eu").Reason);
        Assert.Equal("it fits, with room for 4", verdicts["us"].Reason);
    }

    [Fact]
    public void Without_gpus_a_pod_costs_its_share_of_a_node() =>
        Assert.Equal(0.4 / 4 * 3, Compile(Cpus(2, 3), Plain("p", "europe-west1", 5)).Single().HourlyCost!.Value, 6);

    [Theory]
    [InlineData(1, 30, "nvidia-h100-80gb", "No cluster has a GPU 'nvidia-h100-80gb'; there is nvidia-l4.")]
    [InlineData(1, 1, "nvidia-l5", "there is nvidia-l4 (did you mean 'nvidia-l4'?)")]
    [InlineData(16, 1, null, "No node has 16 GPUs for a pod with 16 x GPU: the largest has 8.")]
    [InlineData(8, 3, null, "the largest, us, has room for 2 if nothing else ran there, 1 too few")]
    public void What_is_impossible_says_how_far_it_is_from_fitting(int gpus, long pods, string? accelerator, string message)
    {
        var e = Assert.Throws<IntentException>(() => Compile(Gpus(gpus, pods, accelerator) with { Dataset = Imagenet }));
        Assert.Equal(IntentProblem.Impossible, e.Problem);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_far_for_every_cluster_is_told_for_each() =>
        Assert.Contains("a round trip takes ~9 ms, more than 3 ms", Assert.Throws<IntentException>(() => Compile(Gpus(1, 1) with { Near = "europe-west4", MaxRoundTripMs = 3 })).Message, StringComparison.Ordinal);

    public static TheoryData<string, string, string> Contradictions() => new()
    {
        { "far", "-MaxRoundTripMs", "-Near nor -Dataset" }, { "nearest", "-Prefer Nearest", "-Near or -Dataset" }, { "both", "-Near", "-Dataset" },
        { "spare", "-SpareCapacity", "-Prefer Cheapest" }, { "gpu", "-Accelerator", "-Gpu" }, { "where", "-Cluster", "-Region" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_itself_names_both_parts(string which, string one, string other)
    {
        var intent = which switch
        {
            "far" => Gpus(1, 1) with { MaxRoundTripMs = 5 },
            "nearest" => Gpus(1, 1) with { Prefer = Preference.Nearest },
            "both" => Gpus(1, 1) with { Near = "us-east1", Dataset = Imagenet },
            "spare" => Gpus(1, 1) with { SpareCapacity = true, Prefer = Preference.Cheapest },
            "gpu" => Cpus(1, 1) with { Accelerator = "nvidia-l4" },
            _ => Gpus(1, 1) with { Clusters = ["eu"], Regions = ["us-central1"] },
        };
        var e = Assert.Throws<IntentException>(() => Compile(intent));
        Assert.Equal(IntentProblem.Contradiction, e.Problem);
        Assert.Contains(one, e.Message, StringComparison.Ordinal);
        Assert.Contains(other, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Holes_in_the_prices_are_named_when_they_are_needed_and_not_before()
    {
        ClusterOffer[] a100 = [Cluster("a", "asia-east1", "nvidia-tesla-a100", (8, 0))];
        Assert.Null(Compile(Gpus(1, 1) with { Dataset = Imagenet }, a100).Single().HourlyCost);
        Assert.Equal(["gpuHour of nvidia-tesla-a100"], Assert.Throws<PriceHoleException>(() => Compile(Gpus(1, 1) with { Dataset = Imagenet, Prefer = Preference.Cheapest }, a100)).Holes);
        Assert.Equal(["egressGB from europe-west4 to africa-south1"],
            Assert.Throws<PriceHoleException>(() => Compile(Gpus(1, 1) with { Dataset = new("d", "gs://d", 1, [new("europe-west4")]), Prefer = Preference.Cheapest }, Cluster("z", "africa-south1", "nvidia-l4", (1, 0)))).Holes);
        Assert.Equal(["carbon of asia-east1"], Assert.Throws<PriceHoleException>(() => Compile(Gpus(1, 1) with { Prefer = Preference.Greenest })).Holes);
        Assert.Contains("there is no price file", Assert.Throws<PriceHoleException>(() => new IntentCompiler(Atlas.OfGcp, null).Compile(Gpus(1, 1) with { Prefer = Preference.Cheapest }, Three)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_never_fits_more_than_its_nodes_hold_and_the_first_that_fits_is_the_best_of_those_that_do()
    {
        var nodes = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]).Select((gpus, taken) => (gpus, Math.Min(gpus, taken)));
        var clusters = Gen.Select(nodes.Array[1, 5], Gen.Int[0, Place.OfGcp.Count - 1]).Array[1, 8];
        Gen.Select(clusters, Gen.Int[1, 8], Gen.Long[1, 12], Gen.Bool, Gen.Int[0, 3].Select(i => new Preference?[] { Preference.Nearest, Preference.Cheapest, Preference.Roomiest, null }[i])).Sample((all, gpus, pods, divide, prefer) =>
        {
            var offers = all.Select((c, i) => Cluster($"c{i}", Place.OfGcp[c.Item2].Region, "nvidia-l4", c.Item1)).ToArray();
            var intent = Gpus(gpus, pods) with { Near = "europe-west4", Prefer = prefer, Divide = divide };
            var needed = divide ? 1 : pods;
            var free = all.Select(c => c.Item1.Sum(n => (long)((n.Item1 - n.Item2) / gpus))).ToArray();
            var ever = all.Select(c => c.Item1.Sum(n => (long)(n.Item1 / gpus))).ToArray();
            if (ever.All(pieces => pieces < needed))
            {
                Assert.Throws<IntentException>(() => (object)Compile(intent, offers));
                return;
            }
            var result = Compile(intent, offers);
            Assert.Equal(offers.Length, result.Count);
            foreach (var a in result)
            {
                var i = Array.FindIndex(offers, o => o.Cluster == a.Cluster);
                Assert.Equal((free[i], free[i] >= needed, ever[i] >= needed), (a.Room, a.Fits, a.IsCandidate));
                Assert.Equal(a.IsCandidate, a.Score is not null);
            }
            var ordered = result.Where(a => a.IsCandidate).ToList();
            Assert.Equal(ordered.OrderByDescending(a => a.Fits).ThenByDescending(a => a.Score).Select(a => (a.Fits, a.Score)), ordered.Select(a => (a.Fits, a.Score)));
            Assert.Equal(ordered.Count, result.TakeWhile(a => a.IsCandidate).Count());
        });
    }
}
