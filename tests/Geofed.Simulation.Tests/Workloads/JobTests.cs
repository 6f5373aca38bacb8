using System.Text.Json.Nodes;
using CsCheck;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class JobTests
{
    [Fact]
    public async Task AJobCompletesAndCountsEachPodOnce()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet(_ => "Succeeded");
        await test.CreateAsync(ClusterResources.Jobs, Job("\"completions\": 5, \"parallelism\": 2"));
        var job = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Complete"));
        Assert.Equal((5, null, null), (job.Int("status", "succeeded"), job.Int("status", "active"), job.Int("status", "failed")));
        Assert.Equal(("CompletionsReached", "Reached expected number of succeeded pods"), (job.Condition("SuccessCriteriaMet").Str("reason"), job.Condition("Complete").Str("message")));
        Assert.NotNull(job.Str("status", "startTime"));
        Assert.NotNull(job.Str("status", "completionTime"));
        Assert.Equal("{}", job.At("status", "uncountedTerminatedPods")!.ToText());
        var pods = await test.ListAsync(ClusterResources.Pods);
        Assert.Equal(5, pods.Count);
        Assert.All(pods, p => Assert.False(p.IsTracked()));
    }

    [Fact]
    public async Task FailuresAreTriedAgainLaterAndLaterUpToTheLimit()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet(_ => "Failed");
        await test.CreateAsync(ClusterResources.Jobs, Job("\"backoffLimit\": 2"));
        for (var failures = 1; failures <= 2; failures++)
        {
            var tried = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.Int("status", "failed") == failures && j.Obj("status", "uncountedTerminatedPods") is { Count: 0 });
            Assert.Null(tried.FinishedCondition());
            Assert.Equal(failures, (await test.ListAsync(ClusterResources.Pods)).Count);
            test.Clock.Advance(TimeSpan.FromSeconds(failures * 10));
        }
        var job = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Failed"));
        Assert.Equal(("BackoffLimitExceeded", "Job has reached the specified backoff limit"), (job.Condition("Failed").Str("reason"), job.Condition("FailureTarget").Str("message")));
        Assert.Equal(3, job.Int("status", "failed"));
        Assert.Null(job.Str("status", "completionTime"));
        Assert.Equal(["Job has reached the specified backoff limit"], await test.EventsOfAsync("work", "BackoffLimitExceeded"));
    }

    [Fact]
    public async Task EachIndexIsDoneOnce()
    {
        await using var test = await WorkloadTest.StartAsync();
        string? first = null;
        test.PlayKubelet(pod => pod.CompletionIndex() == 1 && (first ??= pod.Uid()) == pod.Uid() ? "Failed" : "Succeeded");
        await test.CreateAsync(ClusterResources.Jobs, Job("\"completions\": 4, \"parallelism\": 4, \"completionMode\": \"Indexed\""));
        await test.UntilAsync(ClusterResources.Jobs, "work", j => j.Int("status", "failed") == 1);
        // A success after the failure ends the pause before its time.
        test.Clock.Advance(TimeSpan.FromSeconds(10));
        var job = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Complete"));
        Assert.Equal(("0-3", 4L, 1L), (job.Str("status", "completedIndexes"), job.Int("status", "succeeded"), job.Int("status", "failed")));
        Assert.Equal(5, (await test.ListAsync(ClusterResources.Pods)).Count);
        var pod = (await test.ListAsync(ClusterResources.Pods)).First(p => p.CompletionIndex() == 3);
        Assert.StartsWith("work-3-", pod.Name(), StringComparison.Ordinal);
        Assert.Equal(("3", "work-3"), (pod.Label(JobMarks.Index), pod.Str("spec", "hostname")));
        Assert.Contains(pod.Objects("spec", "containers").Single().Objects("env"), e => e.Str("name") == "JOB_COMPLETION_INDEX");
    }

    [Fact]
    public async Task ASuspendedJobHasNoPodsAndLosesNothing()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.Jobs, Job("\"completions\": 2, \"parallelism\": 2, \"suspend\": true"));
        var suspended = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Suspended"));
        Assert.Null(suspended.Str("status", "startTime"));
        await test.PatchAsync(ClusterResources.Jobs, "work", """{ "spec": { "suspend": false } }""");
        await test.UntilAsync(ClusterResources.Jobs, "work", j => j.Int("status", "active") == 2 && j.Condition("Suspended").Str("reason") == "JobResumed");
        await test.PatchAsync(ClusterResources.Jobs, "work", """{ "spec": { "suspend": true } }""");
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 0);
        test.PlayKubelet(_ => "Succeeded");
        await test.PatchAsync(ClusterResources.Jobs, "work", """{ "spec": { "suspend": false } }""");
        var job = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Complete"));
        Assert.Equal((2L, null), (job.Int("status", "succeeded"), job.Int("status", "failed")));
    }

    [Fact]
    public async Task AJobThatTakesTooLongFailsAndItsPodsGo()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Jobs, Job("\"activeDeadlineSeconds\": 60"));
        await test.UntilAsync(ClusterResources.Jobs, "work", j => j.Int("status", "ready") == 1);
        test.Clock.Advance(TimeSpan.FromSeconds(61));
        var job = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Failed"));
        Assert.Equal("DeadlineExceeded", job.Condition("Failed").Str("reason"));
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 0);
    }

    [Fact]
    public async Task AFinishedJobGoesWhenItsTimeIsUp()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet(_ => "Succeeded");
        await test.CreateAsync(ClusterResources.Jobs, Job("\"ttlSecondsAfterFinished\": 100"));
        await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Complete"));
        test.Clock.Advance(TimeSpan.FromSeconds(101));
        await test.UntilAllAsync(ClusterResources.Jobs, jobs => jobs.Count == 0);
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 0);
    }

    [Fact]
    public async Task DeletingAJobFreesItsPods()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Jobs, Job("\"parallelism\": 3, \"completions\": 3"));
        await test.UntilAsync(ClusterResources.Jobs, "work", j => j.Int("status", "ready") == 3);
        await test.Api.DeleteAsync(new(ClusterResources.Jobs, "default", "work"), new() { PropagationPolicy = "Background" }, default);
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 0);
    }

    [Fact]
    public async Task ARestartCountsNothingTwice()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.Jobs, Job("\"completions\": 6, \"parallelism\": 6"));
        var pods = await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 6);
        foreach (var pod in pods)
        {
            await test.SetPhaseAsync(pod, "Succeeded");
            await test.StopControllersAsync();
            await test.StartControllersAsync();
        }
        var job = await test.UntilAsync(ClusterResources.Jobs, "work", j => j.IsTrue("Complete"));
        Assert.Equal(6, job.Int("status", "succeeded"));
        Assert.Equal(6, (await test.ListAsync(ClusterResources.Pods)).Count);
    }

    [Fact]
    public void AFailurePolicyMatchesExitCodesAndConditions()
    {
        var job = Job("""
            "podFailurePolicy": { "rules": [
              { "action": "Ignore", "onPodConditions": [ { "type": "DisruptionTarget" } ] },
              { "action": "FailJob", "onExitCodes": { "operator": "In", "values": [ 42 ] } } ] }
            """);
        var disrupted = WorkloadTest.Parse("""{ "metadata": { "name": "p", "namespace": "default" }, "status": { "conditions": [ { "type": "DisruptionTarget", "status": "True" } ] } }""");
        Assert.Equal("Ignore", PodFailurePolicy.Match(job, disrupted).Action);
        Assert.Equal(("FailJob", "Container main for pod default/p failed with exit code 42 matching FailJob rule at index 1"), PodFailurePolicy.Match(job, Exited(42)));
        Assert.Equal("Count", PodFailurePolicy.Match(job, Exited(1)).Action);

        static JsonObject Exited(int code) => WorkloadTest.Parse($$"""
            { "metadata": { "name": "p", "namespace": "default" }, "status": { "containerStatuses": [ { "name": "main", "state": { "terminated": { "exitCode": {{code}} } } } ] } }
            """);
    }

    [Fact]
    public void IndexesAreWrittenAsRangesAndReadBack() => Gen.Int[0, 50].Array.Sample(indexes =>
    {
        var sorted = new SortedSet<int>(indexes);
        Assert.Equal(sorted, IndexSet.Parse(IndexSet.Format(sorted), 51));
    });

    [Fact]
    public void IndexesAreWrittenAsUpstreamWritesThem() => Assert.Equal("0,1,3-5,7", IndexSet.Format([0, 1, 3, 4, 5, 7]));

    private static JsonObject Job(string spec) => WorkloadTest.Parse($$"""
        {
          "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "work" },
          "spec": { {{spec}}, "template": { "spec": { "restartPolicy": "Never", "containers": [ { "name": "main", "image": "registry.example/work:1" } ] } } }
        }
        """);
}
