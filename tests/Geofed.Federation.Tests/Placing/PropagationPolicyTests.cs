using System.Text.Json.Nodes;
using CsCheck;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Tests.Placing;

public class PropagationPolicyTests
{
    private static readonly Dictionary<string, string> Regions = new() { ["us1"] = "us", ["us2"] = "us", ["eu1"] = "eu" };

    private static readonly JsonObject Template = DeploymentTemplate.From(new DeploymentRequest("serve", "x") { Namespace = "ai" });

    private static JsonObject Placement(PlacementRequest request) => PropagationPolicy.For(Template, request, Regions).Obj("spec", "placement")!;

    [Fact]
    public void Selects_this_workload_alone_and_says_who_wrote_it()
    {
        var policy = PropagationPolicy.For(Template, new(), Regions);
        Assert.Equal(("ai", "serve"), (policy.Namespace(), policy.Name()));
        var selector = policy.Objects("spec", "resourceSelectors").Single();
        Assert.Equal(("apps/v1", "Deployment", "serve"), (selector.Str("apiVersion"), selector.Str("kind"), selector.Str("name")));
        Assert.True(PropagationPolicy.IsOwn(policy, Template));
    }

    [Fact]
    public void A_policy_that_selects_more_is_not_own()
    {
        var policy = PropagationPolicy.For(Template, new(), Regions);
        policy.Arr("spec", "resourceSelectors")!.Add(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Service" });
        Assert.False(PropagationPolicy.IsOwn(policy, Template));
    }

    [Fact]
    public void By_default_every_member_gets_an_equal_share_also_those_that_join_later()
    {
        var placement = Placement(new());
        Assert.Null(placement["clusterAffinity"]);
        Assert.Equal("""{"replicaSchedulingType":"Divided","replicaDivisionPreference":"Weighted"}""", placement["replicaScheduling"]!.ToJsonString());
    }

    [Fact]
    public void Weights_are_static_and_limit_the_placement_to_their_clusters()
    {
        var placement = Placement(new() { Weights = new Dictionary<string, long> { ["us1"] = 2, ["eu1"] = 1 } });
        Assert.Equal(["eu1", "us1"], placement.Strings("clusterAffinity", "clusterNames").Order());
        Assert.Equal([1L, 2L], placement.Objects("replicaScheduling", "weightPreference", "staticWeightList").Select(w => w.Int("weight")!.Value));
    }

    [Fact]
    public void Regions_are_selected_by_field_so_that_clusters_may_come_and_go()
    {
        var requirement = Placement(new() { Regions = ["us"] }).Objects("clusterAffinity", "fieldSelector", "matchExpressions").Single();
        Assert.Equal(("region", "In", "us"), (requirement.Str("key"), requirement.Str("operator"), requirement.Strings("values").Single()));
    }

    [Fact]
    public void Duplicating_divides_nothing() =>
        Assert.Equal("""{"replicaSchedulingType":"Duplicated"}""", Placement(new() { Duplicate = true })["replicaScheduling"]!.ToJsonString());

    [Fact]
    public void Spreading_by_region_weighs_clusters_against_their_neighbours()
    {
        var weights = Placement(new() { SpreadBy = SpreadBy.Region }).Objects("replicaScheduling", "weightPreference", "staticWeightList")
            .ToDictionary(w => w.Strings("targetCluster", "clusterNames").Single(), w => w.Int("weight")!.Value);
        Assert.Equal(new Dictionary<string, long> { ["eu1"] = 2, ["us1"] = 1, ["us2"] = 1 }, weights);
    }

    [Fact]
    public void Spreading_by_zone_or_provider_weighs_clusters_against_those_in_the_same_one()
    {
        var groups = new Dictionary<string, string> { ["us1"] = "aws", ["us2"] = "gcp", ["eu1"] = "gcp" };
        foreach (var by in new[] { SpreadBy.Zone, SpreadBy.Provider })
        {
            var weights = Placement(new() { SpreadBy = by, GroupOf = groups }).Objects("replicaScheduling", "weightPreference", "staticWeightList")
                .ToDictionary(w => w.Strings("targetCluster", "clusterNames").Single(), w => w.Int("weight")!.Value);
            Assert.Equal(new Dictionary<string, long> { ["eu1"] = 1, ["us1"] = 2, ["us2"] = 1 }, weights);
        }
    }

    [Fact]
    public void So_many_regions_are_a_spread_constraint_and_replicas_go_by_room()
    {
        var placement = Placement(new() { MinRegions = 2 });
        Assert.Equal([("region", 2L, 1000L), ("cluster", 2L, 1000L)], placement.Objects("spreadConstraints").Select(s => (s.Str("spreadByField")!, s.Int("minGroups")!.Value, s.Int("maxGroups")!.Value)));
        Assert.Equal("AvailableReplicas", placement.Str("replicaScheduling", "weightPreference", "dynamicWeight"));
    }

    [Fact]
    public void The_most_replicas_of_a_cluster_are_an_annotation_of_the_policy() =>
        Assert.Equal("""{"*":{"max":4}}""", PropagationPolicy.For(Template, new() { MaxPerCluster = 4 }, Regions).Annotation(GeofedMarks.ReplicaBounds));

    [Fact]
    public void Every_region_weighs_the_same_whatever_its_size() => Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 6], Gen.String[Gen.Char["abcd"], 1, 1])[1, 12].Sample(regionOf =>
    {
        var weights = GroupWeights.Of(regionOf);
        var totals = regionOf.GroupBy(m => m.Value).Select(region => region.Sum(m => weights[m.Key])).Distinct();
        return totals.Count() == 1 && weights.Values.All(w => w > 0);
    });
}
