using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Members;

public class FederationMemberTests
{
    private static JsonObject Cluster(string? ready) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "us" },
        ["spec"] = new JsonObject { ["region"] = "us-west1", ["taints"] = new JsonArray(new JsonObject { ["key"] = "a", ["value"] = "b", ["effect"] = "NoSchedule" }) },
        ["status"] = new JsonObject
        {
            ["conditions"] = ready is null ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = ready, ["message"] = "cluster is not reachable" }),
            ["nodeSummary"] = new JsonObject { ["totalNum"] = 3, ["readyNum"] = 2 },
            ["resourceSummary"] = new JsonObject
            {
                ["allocatable"] = new JsonObject { ["cpu"] = "12", ["nvidia.com/gpu"] = "2" },
                ["allocated"] = new JsonObject { ["cpu"] = "1500m" },
                ["allocating"] = new JsonObject { ["cpu"] = "500m" },
            },
        },
    };

    [Theory]
    [InlineData("True", "Ready", null)]
    [InlineData("False", "NotReady", "cluster is not reachable")]
    [InlineData("Unknown", "Unknown", "cluster is not reachable")]
    [InlineData(null, "Unknown", "it has not been looked at yet")]
    public void Status_is_the_Ready_condition_and_says_why(string? condition, string status, string? reason)
    {
        var member = FederationMember.From("prod", Cluster(condition));
        Assert.Equal((status, reason), (member.Status, member.Reason));
    }

    [Fact]
    public void Capacity_counts_what_is_bound_and_what_waits_for_a_node()
    {
        var member = FederationMember.From("prod", Cluster("True"));
        Assert.Equal(("2/12", "0/2"), (member.Cpu.ToString(), member.Gpu.ToString()));
        Assert.Equal("10", member.Cpu.Free.ToString());
        Assert.Equal((3, 2), (member.Nodes, member.ReadyNodes));
        Assert.Equal(["a=b:NoSchedule"], member.Taints);
    }

    [Fact]
    public void A_member_that_is_being_deleted_is_leaving()
    {
        var cluster = Cluster("True");
        cluster.Ensure("metadata")["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        Assert.Equal("Leaving", FederationMember.From("prod", cluster).Status);
    }
}
