using System.Text.Json.Nodes;
using Geofed.Placement.Jobs;

namespace Geofed.Placement.Tests.Jobs;

public class JobEndTests
{
    [Theory]
    [InlineData("Job", """{ "conditions": [ { "type": "Complete", "status": "True" } ] }""", "done")]
    [InlineData("Job", """{ "conditions": [ { "type": "Failed", "status": "True", "message": "why" } ] }""", "failed: why")]
    [InlineData("Job", """{ "conditions": [ { "type": "Complete", "status": "False" } ] }""", "")]
    [InlineData("JobSet", """{ "conditions": [ { "type": "Completed", "status": "True" } ] }""", "done")]
    [InlineData("JobSet", """{ "conditions": [ { "type": "Failed", "status": "True", "reason": "FailedJobs" } ] }""", "failed: FailedJobs")]
    [InlineData("JobSet", """{ "conditions": [ { "type": "Suspended", "status": "True" } ] }""", "")]
    [InlineData("PyTorchJob", """{ "conditions": [ { "type": "Running", "status": "True" }, { "type": "Succeeded", "status": "True" } ] }""", "done")]
    [InlineData("MPIJob", """{ "conditions": [ { "type": "Failed", "status": "True", "message": "why" } ] }""", "failed: why")]
    [InlineData("RayJob", """{ "jobStatus": "SUCCEEDED", "jobDeploymentStatus": "Complete" }""", "done")]
    [InlineData("RayJob", """{ "jobStatus": "FAILED", "jobDeploymentStatus": "Failed", "message": "why" }""", "failed: why")]
    [InlineData("RayJob", """{ "jobStatus": "FAILED", "jobDeploymentStatus": "Retrying" }""", "")]
    [InlineData("RayJob", """{ "jobStatus": "RUNNING", "jobDeploymentStatus": "Running" }""", "")]
    [InlineData("Workload", """{ "conditions": [ { "type": "Finished", "status": "True", "reason": "Succeeded", "message": "m" } ] }""", "done")]
    [InlineData("Workload", """{ "conditions": [ { "type": "Finished", "status": "True", "reason": "Failed", "message": "why" } ] }""", "failed: why")]
    [InlineData("Workload", """{ "conditions": [ { "type": "Admitted", "status": "True" } ] }""", "")]
    [InlineData("AppWrapper", """{ "phase": "Succeeded" }""", "done")]
    [InlineData("AppWrapper", """{ "phase": "Failed" }""", "failed: ")]
    [InlineData("LeaderWorkerSet", """{ "conditions": [ { "type": "Available", "status": "True" } ] }""", "")]
    [InlineData("RayCluster", """{ "state": "ready" }""", "")]
    public void ItSaysInTheWordsOfItsKindHowItEnded(string kind, string status, string expected)
    {
        var end = JobEnd.Of(Model.JsonNavigation.Kind(JobSamples.Of(kind)), JsonNode.Parse(status)!.AsObject());
        Assert.Equal(expected, end is null ? "" : end.Success ? "done" : $"failed: {end.Message}");
    }
}
