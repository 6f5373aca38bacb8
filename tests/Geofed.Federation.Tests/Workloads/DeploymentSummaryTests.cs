using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Workloads;

public class DeploymentSummaryTests
{
    private static JsonObject Template(int replicas = 4, int generation = 2, int observed = 2) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = "serve", ["namespace"] = "ai", ["generation"] = generation },
        ["spec"] = new JsonObject { ["replicas"] = replicas },
        ["status"] = new JsonObject { ["observedGeneration"] = observed },
    };

    private static JsonObject Report(string cluster, int ready, int updated, int replicas, int templateGeneration = 2) => new()
    {
        ["clusterName"] = cluster,
        ["applied"] = true,
        ["status"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["readyReplicas"] = ready,
            ["updatedReplicas"] = updated,
            ["availableReplicas"] = ready,
            ["generation"] = 1,
            ["observedGeneration"] = 1,
            ["resourceTemplateGeneration"] = templateGeneration,
        },
    };

    private static JsonObject Binding(int replicas, params JsonObject[] reports) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "serve-deployment", ["generation"] = 3 },
        ["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["clusters"] = new JsonArray(new JsonObject { ["name"] = "us", ["replicas"] = 2 }, new JsonObject { ["name"] = "eu", ["replicas"] = 2 }),
        },
        ["status"] = new JsonObject { ["schedulerObservedGeneration"] = 3, ["aggregatedStatus"] = new JsonArray([.. reports]) },
    };

    private static FederatedDeployment Summary(JsonObject template, JsonObject? binding) => DeploymentSummary.Of("prod", template, binding);

    [Fact]
    public void Ready_when_every_cluster_runs_its_share_of_the_newest_template()
    {
        var summary = Summary(Template(), Binding(4, Report("us", 2, 2, 2), Report("eu", 2, 2, 2)));
        Assert.Equal((WorkloadState.Ready, null, 4, 4), (summary.Status, summary.Reason, summary.ReadyReplicas, summary.TargetReplicas));
        Assert.Equal(["eu 2/2", "us 2/2"], summary.Clusters.Select(c => c.ToString()));
    }

    [Fact]
    public void Pending_without_a_binding_says_that_no_policy_matched()
    {
        var summary = Summary(Template(), null);
        Assert.Equal((WorkloadState.Pending, "no policy has placed it yet"), (summary.Status, summary.Reason));
        Assert.Equal((4, 0), (summary.Replicas, summary.TargetReplicas));
    }

    [Fact]
    public void Pending_when_the_scheduler_found_no_cluster_says_what_it_said()
    {
        var binding = Binding(4);
        binding.Ensure("status")["conditions"] = new JsonArray(new JsonObject { ["type"] = "Scheduled", ["status"] = "False", ["reason"] = "NoClusterFit", ["message"] = "0/3 clusters are available" });
        Assert.Equal((WorkloadState.Pending, "0/3 clusters are available"), (Summary(Template(), binding).Status, Summary(Template(), binding).Reason));
    }

    [Theory]
    [InlineData(1, 2, 2, 2, "eu: 1 of 2 replicas ready")]
    [InlineData(2, 1, 2, 2, "eu: 1 of 2 replicas updated")]
    [InlineData(2, 2, 3, 2, "eu: 3 replicas, 2 wanted")]
    [InlineData(2, 2, 2, 1, "eu: the newest template has not arrived yet")]
    public void Progressing_names_the_cluster_that_is_behind(int ready, int updated, int replicas, int templateGeneration, string reason)
    {
        var summary = Summary(Template(), Binding(4, Report("us", 2, 2, 2), Report("eu", ready, updated, replicas, templateGeneration)));
        Assert.Equal((WorkloadState.Progressing, reason), (summary.Status, summary.Reason));
    }

    [Fact]
    public void A_cluster_that_has_not_reported_is_behind() =>
        Assert.Equal("eu: not reported on yet", Summary(Template(), Binding(4, Report("us", 2, 2, 2))).Reason);

    [Fact]
    public void Not_ready_while_the_placement_lags_behind_the_template()
    {
        var reports = new[] { Report("us", 2, 2, 2), Report("eu", 2, 2, 2) };
        Assert.Equal(WorkloadState.Progressing, Summary(Template(replicas: 6), Binding(4, [.. reports.Select(r => r.Copy())])).Status);
        var unscheduled = Binding(4, [.. reports.Select(r => r.Copy())]);
        unscheduled.Ensure("metadata")["generation"] = 4;
        Assert.Equal("its new placement is being decided", Summary(Template(), unscheduled).Reason);
        Assert.Equal(WorkloadState.Progressing, Summary(Template(observed: 1), Binding(4, reports)).Status);
    }

    [Fact]
    public void Not_ready_while_the_binding_has_the_placement_of_an_older_policy()
    {
        var binding = Binding(4, Report("us", 2, 2, 2), Report("eu", 2, 2, 2));
        var policy = PropagationPolicy.For(Template(), new() { Duplicate = true }, new Dictionary<string, string>());
        Assert.Equal((WorkloadState.Progressing, "its new placement is being decided"), (DeploymentSummary.Of("prod", Template(), binding, policy).Status, DeploymentSummary.Of("prod", Template(), binding, policy).Reason));
        binding.Ensure("spec")["placement"] = policy.At("spec", "placement").Copy();
        Assert.Equal(WorkloadState.Ready, DeploymentSummary.Of("prod", Template(), binding, policy).Status);
    }

    /// <summary>What is false is left out of a binding (work/v1alpha2 AggregatedStatusItem: omitempty).</summary>
    [Fact]
    public void A_cluster_that_refuses_it_makes_it_fail_with_the_refusal()
    {
        var refused = new JsonObject { ["clusterName"] = "eu", ["appliedMessage"] = "already exists", ["health"] = "Unknown" };
        var summary = Summary(Template(), Binding(4, Report("us", 2, 2, 2), refused));
        Assert.Equal((WorkloadState.Failed, "eu: already exists"), (summary.Status, summary.Reason));
    }

    [Fact]
    public void Scaled_to_nothing_is_ready()
    {
        var binding = Binding(0);
        binding.Ensure("spec")["clusters"] = new JsonArray();
        Assert.Equal(WorkloadState.Ready, Summary(Template(replicas: 0), binding).Status);
    }

    [Fact]
    public void Deleting_comes_before_all_else()
    {
        var template = Template();
        template.Ensure("metadata")["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        Assert.Equal(WorkloadState.Deleting, Summary(template, null).Status);
    }
}
