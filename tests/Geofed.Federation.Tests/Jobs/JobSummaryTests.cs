using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Tests.Jobs;

public class JobSummaryTests
{
    private const string Done = """{ "conditions": [ { "type": "Complete", "status": "True" } ] }""";
    private const string Broken = """{ "conditions": [ { "type": "Failed", "status": "True", "message": "Job has reached the specified backoff limit" } ], "failed": 1 }""";

    [Theory]
    [InlineData("[]", "Unschedulable", "null", "{}", FederatedJobState.Waiting, "no room")]
    [InlineData("[]", "StartDeadlinePassed", "null", "{}", FederatedJobState.Failed, "no room")]
    [InlineData("""[{"name":"us"}]""", "Success", "null", "{}", FederatedJobState.Starting, null)]
    [InlineData("""[{"name":"us"}]""", "Success", """{ "active": 1 }""", "{}", FederatedJobState.Running, null)]
    [InlineData("""[{"name":"us"}]""", "Success", Done, Done, FederatedJobState.Complete, null)]
    [InlineData("""[{"name":"us"}]""", "Success", Broken, "{}", FederatedJobState.Failed, "us: Job has reached the specified backoff limit")]
    public void AJobIsWhatItsBindingAndItsTemplateSay(string clusters, string scheduled, string reported, string status, FederatedJobState state, string? reason)
    {
        var template = Parse($$"""{ "metadata": { "name": "tune", "namespace": "ai", "annotations": { "{{GeofedMarks.Checkpoint}}": "gs://b/c" } }, "status": {{status}} }""");
        var job = JobSummary.Of("prod", template, Parse($$"""
            { "metadata": { "annotations": { "{{GeofedMarks.QueuePosition}}": "3", "{{GeofedMarks.QueueReserved}}": "eu" } },
              "spec": { "clusters": {{clusters}}, "schedulePriority": { "priority": 7 } },
              "status": { "conditions": [ { "type": "Scheduled", "status": "{{(scheduled == "Success" ? "True" : "False")}}", "reason": "{{scheduled}}", "message": "no room" } ],
                "aggregatedStatus": [ { "clusterName": "us", "applied": true, "status": {{reported}} } ] } }
            """));
        Assert.Equal((state, reason), (job.Status, job.Reason));
        Assert.Equal((7, "gs://b/c"), (job.Priority, job.Checkpoint));
        Assert.Equal(state == FederatedJobState.Waiting ? (3, "eu") : (null, null), (job.Position, job.Reserved));
    }

    [Fact]
    public void APodTellsWithWhatItEnded()
    {
        var pod = JobPods.From("us", Parse("""
            { "metadata": { "name": "p", "annotations": { "batch.kubernetes.io/job-completion-index": "4" } }, "status": { "phase": "Failed", "containerStatuses": [
              { "state": { "terminated": { "exitCode": 0, "reason": "Completed" } } }, { "state": { "terminated": { "exitCode": 137, "reason": "OOMKilled", "finishedAt": "2026-01-01T00:00:00Z" } } } ] } }
            """));
        Assert.Equal((137, "OOMKilled", 4, "us/p (137)"), (pod.ExitCode, pod.Message, pod.Index, pod.ToString()));
        Assert.Null(JobPods.From("us", Parse("""{ "metadata": { "name": "p" }, "status": { "phase": "Running" } }""")).ExitCode);
    }

    [Fact]
    public void ARequestWritesItsTurnIntoThePolicyAndItsCheckpointIntoTheJob()
    {
        var policy = new QueueRequest { PriorityClass = "high", StartBy = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Preempt = true }.AddTo([]);
        Assert.Equal("high", policy.Str("spec", "schedulePriority", "priorityClassName"));
        Assert.Equal(("2026-01-01T00:00:00Z", "true"), (policy.Annotation(GeofedMarks.StartBy), policy.Annotation(GeofedMarks.Preempt)));
        Assert.Empty(new QueueRequest().AddTo([]));

        var job = JobTemplate.From(new JobRequest("tune", "x") { TimeLimit = TimeSpan.FromSeconds(90), Checkpoint = "gs://b/c", Env = new Dictionary<string, string> { ["A"] = "1" } });
        Assert.Equal((90L, "gs://b/c"), (job.Int("spec", "activeDeadlineSeconds"), job.Annotation(GeofedMarks.Checkpoint)));
        Assert.Equal(["A=1", "GEOFED_CHECKPOINT=gs://b/c"], job.Objects("spec", "template", "spec", "containers").Single().Objects("env").Select(e => $"{e.Str("name")}={e.Str("value")}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(100, "geofed-priority-100")]
    [InlineData(-5, "geofed-priority-minus-5")]
    [InlineData(int.MinValue, "geofed-priority-minus-2147483648")]
    public void APriorityHasAClassOfItsName(int priority, string name) => Assert.Equal(name, JobPriorities.NameOf(priority));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
