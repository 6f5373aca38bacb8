using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Planning;

public class PlannedPolicyTests
{
    private static readonly PlacementRequest Whole = new() { Whole = true, Regions = ["us-west1"] };

    [Fact]
    public void A_job_gets_the_planned_cluster_and_keeps_what_was_wanted_for_when_that_is_lost()
    {
        var policy = Policy("Job", Whole);
        var planned = Applied(policy, new() { ["a"] = 2 });
        var terms = planned.Objects("spec", "placement", "clusterAffinities").ToList();
        Assert.Equal(["planned-7", "wanted-7-0"], terms.Select(t => t.Str("affinityName")));
        Assert.Equal(["a"], terms[0].Strings("clusterNames"));
        Assert.Equal("region", terms[1].Objects("fieldSelector", "matchExpressions").Single().Str("key"));
        Assert.Null(planned.At("spec", "placement", "clusterAffinity"));
        Assert.True(PlannedPolicy.IsFree(planned));
    }

    [Fact]
    public void The_next_plan_starts_from_what_was_wanted()
    {
        var policy = Policy("Job", Whole);
        var again = Applied(Applied(policy, new() { ["a"] = 2 }), new() { ["b"] = 2 });
        Assert.True(JsonNavigation.Same(policy.At("spec", "placement"), PlannedPolicy.Wanted(again)));
        Assert.Equal(2, again.Objects("spec", "placement", "clusterAffinities").Count());
    }

    [Fact]
    public void Who_changes_the_placement_after_a_plan_wants_that()
    {
        var planned = Applied(Policy("Deployment", new()), new() { ["a"] = 3, ["b"] = 1 });
        Assert.Equal([("a", 3), ("b", 1)], planned.Objects("spec", "placement", "replicaScheduling", "weightPreference", "staticWeightList").Select(w => (w.Strings("targetCluster", "clusterNames").Single(), (int)w.Int("weight")!)));
        Assert.True(PlannedPolicy.IsFree(planned));
        planned["spec"]!["placement"]!["clusterAffinity"] = JsonNode.Parse("""{ "clusterNames": ["a"] }""");
        Assert.False(PlannedPolicy.IsFree(planned));
    }

    [Fact]
    public void Weights_duplication_and_spread_by_region_are_left_alone()
    {
        Assert.False(PlannedPolicy.IsFree(Policy("Deployment", new() { Weights = new Dictionary<string, long> { ["a"] = 1 } })));
        Assert.False(PlannedPolicy.IsFree(Policy("Deployment", new() { Duplicate = true })));
        Assert.False(PlannedPolicy.IsFree(Policy("Deployment", new() { SpreadBy = SpreadBy.Region })));
        Assert.True(PlannedPolicy.IsFree(Policy("Deployment", new())));
    }

    [Theory]
    [InlineData("""{ "users": { "Europe": 60 } }""", true)]
    [InlineData("""{ "concentrate": "europe-west1" }""", true)]
    [InlineData("""{ "users": { "Europe": 60 }, "minRegions": 2 }""", false)]
    [InlineData("""{ "prefer": "Cheapest" }""", false)]
    public void Weights_that_were_worked_out_from_where_users_are_may_be_planned_anew_unless_bounds_were_given(string intent, bool free)
    {
        var policy = Policy("Deployment", new() { Weights = new Dictionary<string, long> { ["a"] = 1 } });
        policy["metadata"]!["annotations"] = new JsonObject { ["placement.geofed.io/intent"] = intent };
        Assert.Equal(free, PlannedPolicy.IsFree(policy));
    }

    private static JsonObject Policy(string kind, PlacementRequest request)
    {
        var template = new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = "x", ["namespace"] = "default" } };
        var policy = PropagationPolicy.For(template, request, new Dictionary<string, string> { ["a"] = "us-west1" });
        policy["metadata"]!["generation"] = 7;
        return policy;
    }

    /// <summary>As the server has it afterwards.</summary>
    private static JsonObject Applied(JsonObject policy, Dictionary<string, int> pods)
    {
        var applied = PlannedPolicy.Document(policy, pods);
        applied["metadata"]!["generation"] = policy.Int("metadata", "generation");
        return applied;
    }
}
