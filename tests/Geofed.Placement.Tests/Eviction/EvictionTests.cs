using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Eviction;

namespace Geofed.Placement.Tests.Eviction;

public class EvictionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("""[]""", """[]""", true)]
    [InlineData("""[{"name":"b"}]""", """[{"clusterName":"b","health":"Unhealthy"}]""", true)]
    [InlineData("""[{"name":"b"},{"name":"c"}]""", """[{"clusterName":"b","health":"Healthy"}]""", false)]
    public void AnOldCopyOutlivesItsGracePeriodWhileNoNewOneIsHealthy(string clusters, string status, bool stays)
    {
        var binding = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["clusters"] = JsonNode.Parse(clusters),
                ["gracefulEvictionTasks"] = JsonNode.Parse("""[{"fromCluster":"a","creationTimestamp":"2026-03-01T00:00:00Z"}]"""),
            },
            ["status"] = new JsonObject { ["aggregatedStatus"] = JsonNode.Parse(status) },
        };
        Assert.Equal(stays, EvictionTasks.Assess(binding, TimeSpan.FromMinutes(10), hasScheduled: true, Now).Kept.Count == 1);
    }

    [Fact]
    public void AnEvictionThatIsTakenBackLeavesEverythingAsItWas()
    {
        var before = JsonNode.Parse("""{"clusters":[{"name":"b","replicas":1},{"name":"a","replicas":2}]}""")!.AsObject();
        var spec = before.Copy();
        ClusterEviction.Evict(spec, "a", ClusterEviction.ByTaint(spec, null));
        ClusterEviction.Undo(spec, "a");
        Assert.Equal(before.At("clusters")!.ToJsonString(), spec.At("clusters")!.ToJsonString());
        Assert.Empty(spec.Arr("gracefulEvictionTasks")!);
    }

    [Theory]
    [InlineData("False", "", "flaky:NoExecute")]
    [InlineData("True", "flaky:NoExecute", "")]
    [InlineData("Unknown", "flaky:NoExecute", "flaky:NoExecute")]
    public void TaintPoliciesAddAndRemoveByConditions(string ready, string before, string after)
    {
        var cluster = JsonNode.Parse($$"""{ "metadata": { "name": "a" }, "status": { "conditions": [ { "type": "Ready", "status": "{{ready}}" } ] } }""")!.AsObject();
        var policy = JsonNode.Parse("""
            {"metadata":{"name":"p"},"spec":{"taints":[{"key":"flaky","effect":"NoExecute"}],
              "addOnConditions":[{"conditionType":"Ready","operator":"In","statusValues":["False"]}],
              "removeOnConditions":[{"conditionType":"Ready","operator":"NotIn","statusValues":["False","Unknown"]}]}}
            """)!.AsObject();
        var taints = ClusterTaintPolicies.Apply(cluster, Parse(before), [policy]);
        Assert.Equal(after, string.Join(",", taints.Objects().Select(t => $"{t.Str("key")}:{t.Str("effect")}")));
    }

    private static JsonArray Parse(string taints) => new([.. taints.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(t => (JsonNode)new JsonObject { ["key"] = t.Split(':')[0], ["effect"] = t.Split(':')[1] })]);
}
