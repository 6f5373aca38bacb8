using Geofed.Model;

namespace Geofed.ControlPlane.Tests.Propagation;

public class JobTests
{
    private static readonly GroupVersionResource Jobs = new("batch", "v1", "jobs");

    [Fact]
    public async Task ADividedJobIsDoneWhenItsPartsAre()
    {
        await using var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateAsync(new(Jobs, "default"), Documents.Parse("""
            { "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "train" },
              "spec": { "parallelism": 4, "completions": 8, "template": { "spec": { "restartPolicy": "Never", "containers": [ { "name": "c", "image": "i" } ] } } } }
            """), new(), default);
        await test.Api.CreateAsync(new(Geofed.Model.Karmada.KarmadaApi.PropagationPolicies, "default"), Documents.Parse("""
            { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "train" },
              "spec": { "resourceSelectors": [ { "apiVersion": "batch/v1", "kind": "Job" } ], "placement": { "replicaScheduling": { "replicaSchedulingType": "Divided" } } } }
            """), new(), default);
        foreach (var member in new[] { "a", "b" })
        {
            var job = await test.Member(member).UntilAsync(new(Jobs, "default", "train"), j => j.Int("spec", "parallelism") == 2, test.Log);
            Assert.Equal(4, job.Int("spec", "completions"));
            job["status"] = Documents.Parse("""
                { "succeeded": 4, "startTime": "2026-01-01T00:00:00Z", "completionTime": "2026-01-01T01:00:00Z", "uncountedTerminatedPods": {}, "conditions": [
                  { "type": "SuccessCriteriaMet", "status": "True", "lastTransitionTime": "2026-01-01T01:00:00Z" },
                  { "type": "Complete", "status": "True", "lastTransitionTime": "2026-01-01T01:00:00Z" } ] }
                """);
            // The control plane may be writing too.
            job.Ensure("metadata").Remove("resourceVersion");
            await test.Member(member).ReplaceAsync(new(Jobs, "default", "train", "status"), job, new(), default);
        }
        var template = await test.Api.UntilAsync(new(Jobs, "default", "train"), j => j.IsTrue("Complete"), test.Log);
        Assert.Equal(8, template.Int("status", "succeeded"));
    }
}
