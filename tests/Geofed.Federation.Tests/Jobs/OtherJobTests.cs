using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Tests.Jobs;

/// <summary>Jobs of other kinds than Kubernetes' own.</summary>
public class OtherJobTests
{
    private const string JobSet = """
        { "apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "metadata": { "name": "tune", "namespace": "ai" }, "spec": { "replicatedJobs": [
          { "name": "driver", "template": { "spec": { "template": { "spec": { "containers": [ { "name": "c" } ] } } } } } ] } }
        """;

    [Theory]
    [InlineData("""{ "replicatedJobsStatus": [ { "name": "a", "active": 1 }, { "name": "b", "active": 2, "failed": 1 } ] }""", FederatedJobState.Running, null, 3, 1)]
    [InlineData("""{ "conditions": [ { "type": "Completed", "status": "True" } ] }""", FederatedJobState.Starting, null, 0, 0)]
    [InlineData("""{ "conditions": [ { "type": "Failed", "status": "True", "message": "jobset failed" } ] }""", FederatedJobState.Failed, "us: jobset failed", 0, 0)]
    public void AJobSetIsWhatItsCopySays(string reported, FederatedJobState state, string? reason, long active, long failed)
    {
        var job = JobSummary.Of("prod", Parse(JobSet), Parse($$"""
            { "spec": { "clusters": [ { "name": "us" } ] }, "status": { "aggregatedStatus": [ { "clusterName": "us", "applied": true, "status": {{reported}} } ] } }
            """));
        Assert.Equal(("JobSet", "jobset.x-k8s.io/v1alpha2", state, reason, active, failed), (job.Kind, job.ApiVersion, job.Status, job.Reason, job.Active, job.Failed));
    }

    [Fact]
    public void ItIsCompleteWhenItsTemplateSaysSo()
    {
        var template = Parse(JobSet);
        template["status"] = Parse("""{ "conditions": [ { "type": "Completed", "status": "True" } ] }""");
        Assert.Equal(FederatedJobState.Complete, JobSummary.Of("prod", template, null).Status);
    }

    [Theory]
    [InlineData("kubeflow.org/v1", "PyTorchJob", """{ "replicaStatuses": { "Worker": { "active": 2 } } }""", WorkloadState.Progressing, "2 pods active, 0 succeeded, 0 failed")]
    [InlineData("kubeflow.org/v1", "PyTorchJob", """{ "conditions": [ { "type": "Succeeded", "status": "True" } ] }""", WorkloadState.Ready, null)]
    [InlineData("ray.io/v1", "RayJob", """{ "jobDeploymentStatus": "Failed", "message": "why" }""", WorkloadState.Failed, "why")]
    public void AsAResourceItIsReadyWhenItHasDoneItsWork(string version, string kind, string status, WorkloadState state, string? reason) =>
        Assert.Equal((state, reason), ClusterReport.Judge(GroupVersionKind.From(version, kind), Parse($$"""{ "applied": true, "health": "Unknown", "status": {{status}} }""")));

    [Fact]
    public void ItsTimeLimitStandsWhereItsKindKeepsIt()
    {
        var job = JobDocument.From(Parse("""
            { "apiVersion": "kubeflow.org/v1", "kind": "TFJob", "metadata": { "name": "t" }, "spec": { "tfReplicaSpecs": { "Chief": { "template": { "spec": { "containers": [ { "name": "c" } ] } } } } } }
            """), "The input", TimeSpan.FromSeconds(90), "gs://b/c");
        Assert.Equal(90, job.Int("spec", "runPolicy", "activeDeadlineSeconds"));
        Assert.Equal("gs://b/c", job.Objects("spec", "tfReplicaSpecs", "Chief", "template", "spec", "containers").Single().Objects("env").Single().Str("value"));
        Assert.Equal("gs://b/c", job.Annotation(GeofedMarks.Checkpoint));
    }

    [Fact]
    public async Task ItsLogsAreThoseOfThePodsThatItsControllerLabels()
    {
        var member = new PlayedMember
        {
            Pods = [Pod("tune-driver-0-x", """{ "jobset.sigs.k8s.io/jobset-name": "tune", "job-name": "tune-driver-0" }"""), Pod("other", """{ "job-name": "tune" }""")],
            Texts = { ["/api/v1/namespaces/ai/pods/tune-driver-0-x/log?container=main"] = "step 1" },
        };
        var lines = await new FederatedLogs("prod", new(member, (_, _, _) => member)).ReadAsync("us", Parse(JobSet), null, null, default);
        Assert.Equal(["us/tune-driver-0-x: step 1"], lines.Select(l => $"{l.Cluster}/{l.Pod}: {l}"));
    }

    private static JsonObject Pod(string name, string labels) => Parse($$"""
        { "metadata": { "name": "{{name}}", "namespace": "ai", "labels": {{labels}} }, "spec": { "containers": [ { "name": "main" } ] }, "status": { "phase": "Running" } }
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
