using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Cmdlets.Tests;

/// <summary>Jobs and their queue, on an API without controllers: what is written, what is shown, and what is refused.</summary>
public class JobTests : ShellTest
{
    private async Task FederateAsync()
    {
        Shell.Get<FederationInfo>("New-Federation prod");
        await Home.AddMemberAsync("us", "us-west1");
        await Home.AddMemberAsync("eu", "europe-west1");
    }

    [Fact]
    public async Task A_priority_that_is_a_number_has_a_class_and_the_rest_stands_in_the_policy()
    {
        await FederateAsync();
        Shell.Get<FederatedResource>("Publish-FederatedJob tune -Image x -Priority 100 -Preempt -Deadline '2100-01-01T00:00:00Z' -TimeLimitSec 90 -Checkpoint gs://b/c");
        Shell.Get<FederatedResource>("Publish-FederatedJob other -Image x -Priority 100");
        var policy = await Home.Federation().GetAsync(new(KarmadaApi.PropagationPolicies, "default", "tune-job"), default);
        Assert.Equal(("geofed-priority-100", "KubePriorityClass"), (policy.Str("spec", "schedulePriority", "priorityClassName"), policy.Str("spec", "schedulePriority", "priorityClassSource")));
        Assert.Equal(("true", "2100-01-01T00:00:00Z"), (policy.Annotation(GeofedMarks.Preempt), policy.Annotation(GeofedMarks.StartBy)));
        Assert.Equal(100, (await Home.Federation().GetAsync(new(new("scheduling.k8s.io", "v1", "priorityclasses"), null, "geofed-priority-100"), default)).Int("value"));
        Shell.Get<FederatedResource>("Publish-FederatedJob named -Image x -Priority geofed-priority-100");
    }

    [Fact]
    public async Task The_queue_is_shown_in_its_order()
    {
        await FederateAsync();
        foreach (var (name, position) in new[] { ("a", 2), ("b", 1), ("c", 0) })
        {
            Shell.Get<FederatedResource>($"Publish-FederatedJob {name} -Image x");
            await BindAsync(name, position);
        }
        Assert.Equal(["b", "a", "c"], Shell.Get<FederatedJob>("Get-FederatedJob").Select(j => j.Name));
        var table = Shell.Show("Get-FederatedJob");
        Assert.Matches(@"Name +Status +Cluster +Priority +Position +Age +Reason", table[0]);
        Assert.Matches(@"b +Waiting +0 +1 +\d+s +It needs more\.", table[2]);
        Assert.Matches(@"c +Starting +us +0 +\d+s", table[4]);
    }

    [Theory]
    [InlineData("Publish-FederatedJob new -Image x -Priority hihg", "UnknownPriority", "no priority class 'hihg'. Did you mean 'high'?")]
    [InlineData("Publish-FederatedJob new -Image x -Priority 2000000000", "UnknownPriority", "no priority class '2000000000'")]
    [InlineData("Publish-FederatedJob new -Image x -Deadline '2020-01-01T00:00:00Z'", "DeadlinePassed", "2020-01-01")]
    [InlineData("Get-FederatedJob tun", "JobNotFound", "Did you mean 'tune'?")]
    [InlineData("Wait-FederatedJob none", "JobNotFound", "no job 'none' in namespace 'default'")]
    [InlineData("Wait-FederatedJob tune -TimeoutSec 1", "JobNotComplete", "(Waiting, position 1): It needs more.")]
    [InlineData("Get-FederatedLog none", "ResourceNotFound", "the kind Job")]
    public async Task What_cannot_be_is_one_clear_error(string command, string id, string message)
    {
        await FederateAsync();
        await Home.Federation().CreateAsync(new(new("scheduling.k8s.io", "v1", "priorityclasses")), new() { ["apiVersion"] = "scheduling.k8s.io/v1", ["kind"] = "PriorityClass", ["metadata"] = new JsonObject { ["name"] = "high" }, ["value"] = 5 }, new(), default);
        Shell.Get<FederatedResource>("Publish-FederatedJob tune -Image x");
        await BindAsync("tune", 1);
        AssertError(Shell.Error(command), id, message);
        Assert.Null(await Home.Federation().FindAsync(new(new("batch", "v1", "jobs"), "default", "new"), default));
    }

    /// <summary>What the queue would write: a turn, or (0) a cluster.</summary>
    private async Task BindAsync(string job, int position)
    {
        var bindings = new ResourceCollection(KarmadaApi.ResourceBindings, "default");
        var binding = await Home.Federation().CreateAsync(bindings, JsonNode.Parse($$"""
            { "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding",
              "metadata": { "name": "{{job}}-job"{{(position > 0 ? $$""", "annotations": { "{{GeofedMarks.QueuePosition}}": "{{position}}" }""" : "")}} },
              "spec": { "resource": { "apiVersion": "batch/v1", "kind": "Job", "name": "{{job}}", "namespace": "default" }, "clusters": [ {{(position > 0 ? "" : """{ "name": "us" }""")}} ] } }
            """)!.AsObject(), new(), default);
        binding["status"] = JsonNode.Parse($$"""
            { "conditions": [ { "type": "Scheduled", "status": "{{(position > 0 ? "False" : "True")}}", "reason": "{{(position > 0 ? "Unschedulable" : "Success")}}", "message": "It needs more.", "lastTransitionTime": "2026-01-01T00:00:00Z" } ] }
            """);
        await Home.Federation().ReplaceAsync(bindings.Named(job + "-job", "status"), binding, new(), default);
    }
}
