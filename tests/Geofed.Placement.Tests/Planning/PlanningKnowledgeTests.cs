using System.Text.Json.Nodes;
using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;
using Geofed.Placement.Geography;
using Geofed.Placement.Planning;
using static Geofed.Placement.Tests.Planning.PlanningDocumentsTests;

namespace Geofed.Placement.Tests.Planning;

/// <summary>What plans make of where data and users are, and of prices.</summary>
public class PlanningKnowledgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlanningKnowledge Imagenet = new() { Datasets = [new("imagenet", "gs://b", 2000, [new("europe-west4"), new("nowhere")])] };

    [Fact]
    public void A_job_that_waits_starts_where_its_data_is_near()
    {
        var move = Assert.Single(Plan([Us(), Europe()], Said(Job("train", 1, 1), """{ "dataset": "imagenet" }"""), Imagenet).Moves);
        Assert.Equal(("eu", "it can start now; its data is 391 km away"), (move.To, move.Reason));
    }

    [Fact]
    public void A_job_that_runs_far_from_its_data_is_moved_near_it_when_there_is_room()
    {
        var job = Said(Job("train", 1, 1), """{ "dataset": "imagenet" }""");
        var plan = Plan([Us(OfTrain()), Europe()], job, Imagenet);
        Assert.Equal("train: 1 us > eu", Assert.Single(plan.Moves).ToString());
        Assert.Matches("^its data is 391 km away instead of [78]... km$", plan.Moves[0].Reason);
        Assert.True(plan.After.GigabyteThousandKm < plan.Before.GigabyteThousandKm);
        Assert.Empty(Plan([Us(OfTrain()), Europe(Pod("stranger", "n0", 1, "{}"))], job, Imagenet).Moves);
        Assert.Empty(Plan([Us(OfTrain()), Europe()], job with { Intent = new() }, Imagenet).Moves);
        Assert.Empty(Plan([Us(OfTrain()), Europe()], job, new()).Moves);
    }

    [Fact]
    public void A_job_is_moved_near_to_where_it_shall_be()
    {
        var move = Assert.Single(Plan([Us(OfTrain()), Europe()], Said(Job("train", 1, 1), """{ "near": "europe-west1" }"""), new(), w => w with { ReplicaMs = 1 }).Moves);
        Assert.Equal(("eu", "it is 1 ms from europe-west1 instead of 122 ms"), (move.To, move.Reason));
    }

    [Fact]
    public void Replicas_are_moved_to_their_users()
    {
        var serving = new[] { Us(Pod("serve-1", "n0", 1, """{ "app": "serve" }""")), Europe() };
        var move = Assert.Single(Plan(serving, Said(Deployment(1), """{ "users": { "Europe": 60 } }"""), new()).Moves);
        Assert.Equal("serve: 1 us > eu", move.ToString());
        Assert.StartsWith("its users are ", move.Reason, StringComparison.Ordinal);
        Assert.Empty(Plan(serving, Said(Deployment(1), """{ "users": { "us-west1": 60 } }"""), new()).Moves);
        Assert.Equal("eu", Assert.Single(Plan(serving, Said(Deployment(1), """{ "concentrate": "europe-west3" }"""), new()).Moves).To);
    }

    [Theory]
    [InlineData("""{ "nvidia-l4": 1, "nvidia-l4@europe-west1": 0.5 }""", "eu")]
    [InlineData("""{ "nvidia-l4": 0.5, "nvidia-l4@europe-west1": 1 }""", "us")]
    public void Of_clusters_that_are_equal_otherwise_the_cheaper_one_wins(string gpuHour, string cheaper)
    {
        Assert.Equal(cheaper, Assert.Single(Plan([Us(), Europe()], Job("train", 1, 1), Prices(gpuHour)).Moves).To);
        var replica = Pod("serve-1", "n0", 1, """{ "app": "serve" }""");
        var plan = Plan(cheaper == "eu" ? [Us(replica), Europe()] : [Us(), Europe(replica)], Deployment(1), Prices(gpuHour));
        Assert.Equal((cheaper, "it costs 0.50 an hour instead of 1.00"), (Assert.Single(plan.Moves).To, plan.Moves[0].Reason));
        Assert.Equal((1, 0.5), (plan.Before.HourlyPrice, plan.After.HourlyPrice));
    }

    [Fact]
    public void Prices_with_holes_do_not_count_and_the_holes_are_told()
    {
        var documents = Documents([Us(), Europe()], Deployment(1), Prices("""{ "nvidia-l4@us-west1": 1 }"""));
        Assert.Equal(["gpuHour of nvidia-l4@europe-west1"], documents.PriceHoles);
        Assert.All(documents.Problem().Clusters.SelectMany(c => c.Nodes), n => Assert.Equal(0, n.GpuHourPrice));
        Assert.Empty(Documents([Us()], Deployment(1), Prices("""{ "nvidia-l4@us-west1": 1 }""")).PriceHoles);
        Assert.Empty(Documents([Us(), Europe()], Deployment(1), Prices("{}")).PriceHoles);
        Assert.Empty(Documents([Member("h", [Node("n0", 8, "nvidia-h100-80gb")], [])], Deployment(1), Prices("""{ "nvidia-l4": 1 }""")).PriceHoles);
    }

    [Fact]
    public void What_reading_data_costs_is_money_too()
    {
        // Equally far by the way, and not by the bill.
        var data = new PlanningKnowledge { Datasets = [new("books", "gs://b", 1000, [new("europe-west1")])], Prices = new PriceList { EgressGB = [new("*", "*", 0.08), new("europe-west1", "us-west1", 0.12)] } };
        var members = new[] { Us(OfTrain()), Member("other", [Node("n0", 1, "nvidia-l4")], [], "us-west2") };
        var plan = Plan(members, Said(Job("train", 1, 1), """{ "dataset": "books" }"""), data, w => w with { GigabyteThousandKm = 0 });
        Assert.Equal(("other", "reading its data costs 80.00 instead of 120.00"), (Assert.Single(plan.Moves).To, plan.Moves[0].Reason));
        Assert.Equal((120, 80), (plan.Before.Egress, plan.After.Egress));
        Assert.Empty(Plan(members, Said(Job("train", 1, 1), """{ "dataset": "books" }"""), data with { Prices = null }, w => w with { GigabyteThousandKm = 0 }).Moves);
        var holes = data with { Prices = new PriceList { EgressGB = [new("europe-west1", "us-west1", 0.12)] } };
        Assert.Equal(["egressGB from europe-west1 to us-west2"], Documents(members, Said(Job("train", 1, 1), """{ "dataset": "books" }"""), holes).PriceHoles);
    }

    [Fact]
    public void Pods_without_gpus_cost_their_part_of_a_node()
    {
        var replica = Pod("serve-1", "n0", 0, """{ "app": "serve" }""");
        var members = new[] { Plain("us", "us-west1", replica), Plain("eu", "europe-west1") };
        var prices = NodePrices("""{ "n2-standard-8": 0.4, "n2-standard-8@europe-west1": 0.2 }""");
        // Each of the ten CPUs of a node is a tenth of its price.
        var move = Assert.Single(Plan(members, Plain(1), prices, w => w with { Price = 10 }).Moves);
        Assert.Equal(("eu", "it costs 0.02 an hour instead of 0.04"), (move.To, move.Reason));
        Assert.Empty(Plan(members, Plain(1), new(), w => w with { Price = 10 }).Moves);
        Assert.Equal(["nodeHour of n2-standard-8@us-west1"], Documents(members, Plain(1), NodePrices("""{ "n2-standard-8@europe-west1": 0.2 }""")).PriceHoles);
    }

    [Theory]
    [InlineData("""{ "prefer": "Greenest" }""", "eu", "50 g of CO2 a kilowatt hour instead of 450")]
    [InlineData("""{ "prefer": "Cheapest" }""", null, null)]
    [InlineData("{}", null, null)]
    public void Who_asked_for_the_greenest_is_moved_to_where_less_is_emitted(string intent, string? to, string? reason)
    {
        var carbon = new PlanningKnowledge { Prices = new PriceList { Carbon = new Dictionary<string, double> { ["us-west1"] = 450, ["europe-west1"] = 50 } } };
        var moves = Plan([Us(OfTrain()), Europe()], Said(Job("train", 1, 1), intent), carbon).Moves;
        Assert.Equal((to, reason), (moves.SingleOrDefault()?.To, moves.SingleOrDefault()?.Reason));
    }

    [Fact]
    public void Where_no_carbon_is_known_it_is_a_hole_for_who_asked_for_it()
    {
        var carbon = new PlanningKnowledge { Prices = new PriceList { Carbon = new Dictionary<string, double> { ["us-west1"] = 450 } } };
        Assert.Equal(["carbon of europe-west1"], Documents([Us(), Europe()], Said(Job("train", 1, 1), """{ "prefer": "Greenest" }"""), carbon).PriceHoles);
        Assert.Empty(Documents([Us(), Europe()], Job("train", 1, 1), carbon).PriceHoles);
    }

    [Fact]
    public void Who_asked_for_the_cheapest_goes_further_for_it()
    {
        var known = new PlanningKnowledge
        {
            Datasets = [new("books", "gs://b", 1000, [new("us-west1")])],
            Prices = new PriceList { GpuHour = new Dictionary<string, double> { ["nvidia-l4"] = 1.5, ["nvidia-l4@europe-west1"] = 0.5 } },
        };
        string? To(string intent) => Assert.Single(Plan([Us(), Europe()], Said(Job("train", 1, 1), intent), known).Moves).To;
        Assert.Equal("us", To("""{ "dataset": "books" }"""));
        Assert.Equal("eu", To("""{ "dataset": "books", "prefer": "Cheapest" }"""));
    }

    [Fact]
    public void Distances_know_continents_and_take_what_nobody_knows_for_far()
    {
        var distances = new PlanningDistances(new([], [new("europe-west1", "us-west1", 140, RoundTripSource.Measured)]));
        Assert.Equal(140, distances.RoundTripMs("us-west1", "europe-west1"));
        Assert.InRange(distances.RoundTripMs("europe", "europe-west1"), 5, 60);
        Assert.Equal(distances.RoundTripMs("Europe", "europe-west1"), distances.RoundTripMs("Europe", "europe-north1"));
        Assert.True(distances.RoundTripMs("Europe", "us-east1") < distances.RoundTripMs("Europe", "us-west1"));
        Assert.Equal((0, 1), (distances.Kilometres("cellar", "Cellar"), distances.RoundTripMs("cellar", "cellar")));
        Assert.Equal((PlanningDistances.UnknownKm, PlanningDistances.UnknownMs), (distances.Kilometres("cellar", "us-west1"), distances.RoundTripMs("us-west1", "cellar")));
    }

    [Theory]
    [InlineData("[1")]
    [InlineData("[]")]
    [InlineData("""{ "near": "a", "near": "b" }""")]
    [InlineData("""{ "dataset": 5, "expectedHours": -1, "users": { "Europe": "many", "Asia": 0 } }""")]
    public void An_annotation_that_cannot_be_read_says_nothing(string text)
    {
        var intent = Said(Job("train", 1, 1), text).Intent;
        Assert.Equal((null, null, null, 0), (intent.Dataset, intent.Near, intent.Expected, intent.Users.Count));
    }

    [Fact]
    public void How_long_a_job_is_expected_to_run_is_known_from_what_was_said()
    {
        var job = (PlanningJob)Documents([Us()], Said(Job("train", 1, 1), """{ "prefer": "Cheapest", "expectedHours": 3 }"""), new()).Problem().Workloads.Single();
        Assert.Equal(TimeSpan.FromHours(3), job.Duration);
    }

    private static PlacementPlan Plan(MemberDocuments[] members, WorkloadDocuments workload, PlanningKnowledge known, Func<PlanWeights, PlanWeights>? weigh = null)
    {
        var problem = Documents(members, workload, known).Problem();
        return PlacementPlanner.Plan(problem with { Weights = (weigh ?? (w => w))(problem.Weights) });
    }

    private static PlanningDocuments Documents(MemberDocuments[] members, WorkloadDocuments workload, PlanningKnowledge known) => new(members, [workload], includeRunning: true, Now, known);

    private static WorkloadDocuments Said(WorkloadDocuments workload, string intent) =>
        workload with { Intent = WorkloadIntent.Of(new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["placement.geofed.io/intent"] = intent } } }) };

    private static PlanningKnowledge Prices(string gpuHour) =>
        new() { Prices = new PriceList { GpuHour = JsonNode.Parse(gpuHour)!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<double>()) } };

    private static PlanningKnowledge NodePrices(string nodeHour) =>
        new() { Prices = new PriceList { NodeHour = JsonNode.Parse(nodeHour)!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<double>()) } };

    private static MemberDocuments Plain(string name, string region, params JsonObject[] pods)
    {
        var node = Node("n0", 0, null);
        node["metadata"]!["labels"] = new JsonObject { ["node.kubernetes.io/instance-type"] = "n2-standard-8" };
        node["status"]!["allocatable"] = new JsonObject { ["cpu"] = "10", ["pods"] = "110" };
        return Member(name, [node], pods, region);
    }

    private static WorkloadDocuments Plain(int replicas)
    {
        var workload = Deployment(replicas);
        workload.Template["spec"]!["template"]!["spec"] = JsonNode.Parse("""{ "containers": [{ "resources": { "requests": { "cpu": "1" } } }] }""");
        return workload;
    }

    private static JsonObject OfTrain() => Pod("train-a", "n0", 1, """{ "batch.kubernetes.io/job-name": "train" }""");

    private static MemberDocuments Us(params JsonObject[] pods) => Member("us", [Node("n0", 1, "nvidia-l4")], pods);

    private static MemberDocuments Europe(params JsonObject[] pods) => Member("eu", [Node("n0", 1, "nvidia-l4")], pods, "europe-west1");
}
