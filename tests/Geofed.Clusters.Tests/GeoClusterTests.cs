using System.Text.Json.Nodes;
using Geofed.Clusters.Simulated;
using Geofed.Model;

namespace Geofed.Clusters.Tests;

public class GeoClusterTests
{
    private static JsonObject Simulated(string spec = "{}", string status = "{}") => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "train" },
        ["spec"] = JsonNode.Parse(spec),
        ["status"] = JsonNode.Parse(status),
    };

    [Theory]
    [InlineData("{}", "{}", "Pending")]
    [InlineData("{}", """{"phase":"Running"}""", "Running")]
    [InlineData("""{"outage":"Refuse"}""", """{"phase":"Running","outage":"Refuse"}""", "Refusing")]
    [InlineData("""{"outage":"Hang"}""", """{"phase":"Running","outage":"Hang"}""", "Hanging")]
    public void Status_is_the_phase_unless_there_is_an_outage(string spec, string status, string expected) =>
        Assert.Equal(expected, GeoCluster.From(Simulated(spec, status)).Status);

    [Fact]
    public void A_request_read_back_is_the_cluster_that_was_asked_for()
    {
        var pools = new[]
        {
            new GeoNodePool("default-pool", "e2-standard-4", 3),
            new GeoNodePool("gpu", "g2-standard-24", 2, "nvidia-l4", 2, Spot: true) { Taints = ["team=ai:NoSchedule"], Labels = new Dictionary<string, string> { ["a"] = "b" } },
        };
        var request = new ClusterRequest("train", "us-west1") { Zones = ["us-west1-a"], NodePools = pools, PodStart = TimeSpan.FromMilliseconds(250), JobDuration = TimeSpan.FromMinutes(2) };
        var document = request.ToJson();
        var cluster = GeoCluster.From(document);
        Assert.Equal(("train", "us-west1", 5, 4), (cluster.Name, cluster.Region, cluster.Nodes, cluster.Gpus));
        Assert.Equal(["2 x g2-standard-24 with 2 x nvidia-l4 (spot)"], cluster.NodePools.Skip(1).Select(p => p.ToString()));
        Assert.Equal("team=ai:NoSchedule", cluster.NodePools[1].Taints.Single());
        Assert.Equal(("250ms", "120s"), (document.Str("spec", "timing", "podStart"), document.Str("spec", "timing", "jobDuration")));
    }

    [Theory]
    [InlineData("NoSchedule")]
    [InlineData("a=b:Never")]
    [InlineData(":NoSchedule")]
    public void What_is_no_taint_is_refused(string text) => Assert.Throws<FormatException>(() => TaintText.Parse(text));
}
