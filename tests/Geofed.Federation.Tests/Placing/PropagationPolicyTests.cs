using System.Text.Json.Nodes;
using CsCheck;
using Geofed.Model;

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
    public void Every_region_weighs_the_same_whatever_its_size() => Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 6], Gen.String[Gen.Char["abcd"], 1, 1])[1, 12].Sample(regionOf =>
    {
        var weights = RegionWeights.Of(regionOf);
        var totals = regionOf.GroupBy(m => m.Value).Select(region => region.Sum(m => weights[m.Key])).Distinct();
        return totals.Count() == 1 && weights.Values.All(w => w > 0);
    });
}
