using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class JobSetTests
{
    private static readonly GroupVersionResource JobSets = new("jobset.x-k8s.io", "v1alpha2", "jobsets");

    [Fact]
    public async Task ItsJobsHaveTheNamesAndMarksThatJobSetGivesThemAndItIsCompleteWhenTheyAre()
    {
        await using var test = await StartedAsync();
        test.PlayKubelet(_ => "Succeeded");
        await test.CreateAsync(JobSets, JobSet());
        var set = await test.UntilAsync(JobSets, "train", s => s.IsTrue("Completed"));
        Assert.Equal(("AllJobsCompleted", "Completed"), (set.Condition("Completed").Str("reason"), set.Str("status", "terminalState")));
        Assert.Equal(["driver 1", "workers 2"], set.Objects("status", "replicatedJobsStatus").Select(r => $"{r.Str("name")} {r.Int("succeeded")}"));
        var jobs = await test.ListAsync(ClusterResources.Jobs);
        Assert.Equal(["train-driver-0", "train-workers-0", "train-workers-1"], jobs.Select(j => j.Name()).Order(StringComparer.Ordinal));
        var last = jobs.Single(j => j.Name() == "train-workers-1");
        foreach (var marked in new[] { last.Obj("metadata"), last.Obj("spec", "template", "metadata") })
        {
            Assert.Equal(("train", "workers", "2", "1", "2", "3", "0"), (Of("jobset-name"), Of("replicatedjob-name"), Of("replicatedjob-replicas"), Of("job-index"), Of("job-global-index"), Of("global-replicas"), Of("restart-attempt")));
            // As JobSet labels default/train-workers-1.
            Assert.Equal(40, Of("job-key")!.Length);
            Assert.Equal("train", marked.Str("annotations", "jobset.sigs.k8s.io/jobset-name"));

            string? Of(string mark) => marked.Str("labels", "jobset.sigs.k8s.io/" + mark);
        }
        Assert.All(await test.ListAsync(ClusterResources.Pods), p => Assert.Equal("train", p.Label("jobset.sigs.k8s.io/jobset-name")));
    }

    [Fact]
    public async Task WhenOneOfItsJobsFailsAllBeginAgainAsOftenAsItsPolicyAllows()
    {
        await using var test = await StartedAsync();
        test.PlayKubelet(pod => pod.Label("jobset.sigs.k8s.io/replicatedjob-name") == "driver" ? "Failed" : null);
        await test.CreateAsync(JobSets, JobSet("\"failurePolicy\": { \"maxRestarts\": 1 },"));
        var set = await test.UntilAsync(JobSets, "train", s => s.IsTrue("Failed"));
        Assert.Equal((1, "ReachedMaxRestarts", "Failed"), (set.Int("status", "restarts"), set.Condition("Failed").Str("reason"), set.Str("status", "terminalState")));
        Assert.Contains("first failed job: train-driver-0", set.Condition("Failed").Str("message"), StringComparison.Ordinal);
        // Those that still ran are stopped.
        var left = await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.Count == 1);
        Assert.Equal(("train-driver-0", "1"), (left[0].Name(), left[0].Label("jobset.sigs.k8s.io/restart-attempt")));
    }

    [Fact]
    public async Task WithoutAPolicyTheFirstFailureIsItsOwn()
    {
        await using var test = await StartedAsync();
        test.PlayKubelet(_ => "Failed");
        await test.CreateAsync(JobSets, JobSet());
        Assert.Equal("FailedJobs", (await test.UntilAsync(JobSets, "train", s => s.IsTrue("Failed"))).Condition("Failed").Str("reason"));
    }

    [Fact]
    public async Task OneThatIsSuspendedHasNoPodsUntilItIsResumed()
    {
        await using var test = await StartedAsync();
        test.PlayKubelet();
        await test.CreateAsync(JobSets, JobSet("\"suspend\": true,"));
        await test.UntilAsync(JobSets, "train", s => s.IsTrue("Suspended") && s.Objects("status", "replicatedJobsStatus").Sum(r => r.Int("suspended")) == 3);
        Assert.Empty(await test.ListAsync(ClusterResources.Pods));
        await test.Api.PatchAsync(new(JobSets, "default", "train"), PatchKind.Merge, WorkloadTest.Parse("""{ "spec": { "suspend": false } }"""), new(), default);
        var set = await test.UntilAsync(JobSets, "train", s => s.Objects("status", "replicatedJobsStatus").Sum(r => r.Int("active")) == 3);
        Assert.False(set.IsTrue("Suspended"));
        await test.Api.PatchAsync(new(JobSets, "default", "train"), PatchKind.Merge, WorkloadTest.Parse("""{ "spec": { "suspend": true } }"""), new(), default);
        await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.All(j => j.IsSuspended()));
    }

    [Fact]
    public async Task ThePartThatItsSuccessPolicyNamesIsEnough()
    {
        await using var test = await StartedAsync();
        test.PlayKubelet(pod => pod.Label("jobset.sigs.k8s.io/replicatedjob-name") == "driver" ? "Succeeded" : "Running");
        await test.CreateAsync(JobSets, JobSet("\"successPolicy\": { \"operator\": \"All\", \"targetReplicatedJobs\": [ \"driver\" ] },"));
        await test.UntilAsync(JobSets, "train", s => s.IsTrue("Completed"));
        await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.All(j => j.Name() == "train-driver-0"));
    }

    [Fact]
    public async Task ItPlaysOnAfterARestart()
    {
        await using var test = await StartedAsync();
        await test.StopControllersAsync();
        await test.CreateAsync(JobSets, JobSet());
        await test.StartControllersAsync();
        test.PlayKubelet(_ => "Succeeded");
        await test.UntilAsync(JobSets, "train", s => s.IsTrue("Completed"));
    }

    private static async Task<WorkloadTest> StartedAsync()
    {
        var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"), """
            { "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": { "name": "jobsets.jobset.x-k8s.io" }, "spec": {
              "group": "jobset.x-k8s.io", "scope": "Namespaced", "names": { "kind": "JobSet", "plural": "jobsets", "singular": "jobset", "listKind": "JobSetList" },
              "versions": [ { "name": "v1alpha2", "served": true, "storage": true, "subresources": { "status": {} },
                "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } } } ] } }
            """);
        await test.UntilAllAsync(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"), all => all.Any(d => d.IsTrue("Established")));
        return test;
    }

    private static string JobSet(string more = "") => $$"""
        { "apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "metadata": { "name": "train" }, "spec": { {{more}} "replicatedJobs": [
          { "name": "driver", "template": { "spec": { "backoffLimit": 0, "template": { "spec": { "restartPolicy": "Never", "containers": [ { "name": "c", "image": "i" } ] } } } } },
          { "name": "workers", "replicas": 2, "template": { "spec": { "backoffLimit": 0, "template": { "spec": { "restartPolicy": "Never", "containers": [ { "name": "c", "image": "i" } ] } } } } } ] } }
        """;
}
