using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class DeploymentTests
{
    [Fact]
    public async Task ADeploymentComesUpAsUpstreamTellsIt()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 3"));
        var deployment = await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        var set = Assert.Single(await test.ListAsync(ClusterResources.ReplicaSets));
        Assert.Equal(1, deployment.Int("metadata", "generation"));
        Assert.Equal("1", deployment.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal($$"""{"availableReplicas":3,"observedGeneration":1,"readyReplicas":3,"replicas":3,"updatedReplicas":3}""", Counts(deployment));
        Assert.Equal("Deployment has minimum availability.", deployment.Condition("Available").Str("message"));
        Assert.Equal(("NewReplicaSetAvailable", $"ReplicaSet \"{set.Name()}\" has successfully progressed."),
            (deployment.Condition("Progressing").Str("reason"), deployment.Condition("Progressing").Str("message")));
        Assert.Equal(("3", "4", "1"), (set.Annotation("deployment.kubernetes.io/desired-replicas"), set.Annotation("deployment.kubernetes.io/max-replicas"), set.Annotation("deployment.kubernetes.io/revision")));
        Assert.Equal([$"Scaled up replica set {set.Name()} from 0 to 3"], await test.EventsOfAsync("web", "ScalingReplicaSet"));
        Assert.All(await test.ListAsync(ClusterResources.Pods), pod =>
        {
            Assert.StartsWith(set.Name() + "-", pod.Name(), StringComparison.Ordinal);
            Assert.Equal(set.Label("pod-template-hash"), pod.Label("pod-template-hash"));
            Assert.Equal(set.Uid(), pod.Controller().Str("uid"));
        });
    }

    [Fact]
    public async Task ScalingUpAndDownKeepsTheOneReplicaSet()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 2"));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        foreach (var replicas in new[] { 7, 1, 0 })
        {
            await test.PatchAsync(ClusterResources.Deployments, "web", $$"""{ "spec": { "replicas": {{replicas}} } }""");
            await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
            Assert.Equal(replicas, (await test.ListAsync(ClusterResources.Pods)).Count);
        }
        Assert.Single(await test.ListAsync(ClusterResources.ReplicaSets));
    }

    [Fact]
    public async Task ANewImageRollsOutWithinItsBoundsAndComesBackByUndo()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", """
            "replicas": 6, "strategy": { "rollingUpdate": { "maxSurge": 2, "maxUnavailable": 1 } }
            """));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        var template = (await test.GetAsync(ClusterResources.Deployments, "web")).At("spec", "template").Copy();
        var (sizes, available) = (new List<long>(), new List<int>());
        await test.PatchAsync(ClusterResources.Deployments, "web", TestPods.ImagePatch("registry.example/web:2"));
        await Task.WhenAll(
            test.UntilAllAsync(ClusterResources.ReplicaSets, sets =>
            {
                sizes.Add(sets.Sum(s => s.Int("spec", "replicas") ?? 0));
                return sets.Any(s => s.Image() == "registry.example/web:2" && s.Int("status", "availableReplicas") == 6) && sizes[^1] == 6;
            }),
            test.UntilAllAsync(ClusterResources.Pods, pods =>
            {
                available.Add(pods.Count(p => p.IsReady()));
                return pods.Count == 6 && pods.All(p => p.Image() == "registry.example/web:2" && p.IsReady());
            }));
        Assert.All(sizes, size => Assert.InRange(size, 5, 8));
        Assert.All(available, count => Assert.True(count >= 5, $"{count} available"));
        var updated = await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        Assert.Equal("2", updated.Annotation("deployment.kubernetes.io/revision"));

        // What kubectl rollout undo writes.
        await test.Api.PatchAsync(new(ClusterResources.Deployments, "default", "web"), PatchKind.Json,
            new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/spec/template", ["value"] = template }), new(), default);
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 6 && pods.All(p => p.Image() == "registry.example/web:1" && p.IsReady()));
        await test.UntilAsync(ClusterResources.Deployments, "web", d => IsRolledOut(d) && d.Annotation("deployment.kubernetes.io/revision") == "3");
        var sets = await test.ListAsync(ClusterResources.ReplicaSets);
        Assert.Equal(2, sets.Count);
        Assert.Equal("1", sets.Single(s => s.Image() == "registry.example/web:1").Annotation("deployment.kubernetes.io/revision-history"));
    }

    [Fact]
    public async Task ARolloutThatGetsNowhereMissesItsDeadlineAndKeepsWhatRan()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet(pod => pod.Image()!.EndsWith(":broken", StringComparison.Ordinal) ? null : "Running");
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 4, \"progressDeadlineSeconds\": 60"));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        await test.PatchAsync(ClusterResources.Deployments, "web", TestPods.ImagePatch("registry.example/web:broken"));
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 5 && pods.Count(p => p.IsReady()) == 3);
        await test.UntilAsync(ClusterResources.Deployments, "web", d => d.Int("status", "updatedReplicas") == 2);
        test.Clock.Advance(TimeSpan.FromSeconds(62));
        var failed = await test.UntilAsync(ClusterResources.Deployments, "web", d => d.Condition("Progressing").Str("reason") == "ProgressDeadlineExceeded");
        Assert.Equal("False", failed.Condition("Progressing").Str("status"));
        Assert.EndsWith("has timed out progressing.", failed.Condition("Progressing").Str("message"), StringComparison.Ordinal);
        Assert.Equal(3, failed.Int("status", "availableReplicas"));
        Assert.True(failed.IsTrue("Available"));
    }

    [Fact]
    public async Task RecreateLetsTheOldPodsGoFirst()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 3, \"strategy\": { \"type\": \"Recreate\" }"));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        await test.PatchAsync(ClusterResources.Deployments, "web", TestPods.ImagePatch("registry.example/web:2"));
        var mixed = false;
        await test.UntilAllAsync(ClusterResources.Pods, pods =>
        {
            mixed |= pods.Select(p => p.Image()).Distinct().Count() > 1;
            return pods.Count == 3 && pods.All(p => p.Image() == "registry.example/web:2" && p.IsReady());
        });
        Assert.False(mixed);
    }

    [Fact]
    public async Task APausedDeploymentOnlyScales()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 2"));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        await test.PatchAsync(ClusterResources.Deployments, "web", "{ \"spec\": { \"paused\": true } }");
        await test.PatchAsync(ClusterResources.Deployments, "web", TestPods.ImagePatch("registry.example/web:2"));
        await test.PatchAsync(ClusterResources.Deployments, "web", "{ \"spec\": { \"replicas\": 3 } }");
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 3 && pods.All(p => p.IsReady()));
        await test.UntilAsync(ClusterResources.Deployments, "web", d => d.Condition("Progressing").Str("reason") == "DeploymentPaused");
        Assert.Single(await test.ListAsync(ClusterResources.ReplicaSets));
        await test.PatchAsync(ClusterResources.Deployments, "web", "{ \"spec\": { \"paused\": false } }");
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 3 && pods.All(p => p.Image() == "registry.example/web:2"));
    }

    [Fact]
    public async Task HistoryIsKeptToItsLimit()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 1, \"revisionHistoryLimit\": 1"));
        foreach (var version in new[] { 2, 3, 4 })
        {
            await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
            await test.PatchAsync(ClusterResources.Deployments, "web", TestPods.ImagePatch($"registry.example/web:{version}"));
        }
        var sets = await test.UntilAllAsync(ClusterResources.ReplicaSets, sets => sets.Count == 2 && sets.Any(s => s.Image() == "registry.example/web:4" && s.Int("status", "availableReplicas") == 1));
        Assert.Equal(["3", "4"], sets.Select(s => s.Annotation("deployment.kubernetes.io/revision")).Order());
    }

    [Fact]
    public async Task ARestartInTheMiddleOfARolloutMakesNothingTwice()
    {
        await using var test = await WorkloadTest.StartAsync();
        var held = true;
        test.PlayKubelet(pod => held && pod.Image() == "registry.example/web:2" ? null : "Running");
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 8"));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        await test.PatchAsync(ClusterResources.Deployments, "web", TestPods.ImagePatch("registry.example/web:2"));
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Any(p => p.Image() == "registry.example/web:2"));
        for (var i = 0; i < 3; i++)
        {
            await test.StopControllersAsync();
            await test.StartControllersAsync();
        }
        held = false;
        foreach (var pod in await test.ListAsync(ClusterResources.Pods))
            await test.SetPhaseAsync(pod, "Running");
        await test.UntilAsync(ClusterResources.Deployments, "web", d => IsRolledOut(d) && d.Int("status", "updatedReplicas") == 8);
        Assert.Equal(2, (await test.ListAsync(ClusterResources.ReplicaSets)).Count);
        Assert.Equal(8, (await test.ListAsync(ClusterResources.Pods)).Count);
    }

    [Fact]
    public async Task AnIdleClusterWritesNothing()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 3"));
        await test.UntilAsync(ClusterResources.Deployments, "web", IsRolledOut);
        await test.StopControllersAsync();
        await test.StartControllersAsync();
        var before = (await test.Api.ListAsync(new(ClusterResources.Pods), ListOptions.All, default)).ResourceVersion;
        test.Clock.Advance(TimeSpan.FromHours(2));
        // What comes after is seen after all that was in the queues.
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "later", "\"replicas\": 0"));
        await test.UntilAsync(ClusterResources.Deployments, "later", d => d.Condition("Progressing").Str("reason") == "NewReplicaSetAvailable");
        foreach (var resource in new[] { ClusterResources.Pods, ClusterResources.ReplicaSets, ClusterResources.Deployments })
            Assert.DoesNotContain(await test.ListAsync(resource), o => !o.Name().StartsWith("later", StringComparison.Ordinal) && long.Parse(o.ResourceVersion()) > long.Parse(before));
    }

    /// <summary>As kubectl rollout status sees it.</summary>
    private static bool IsRolledOut(JsonObject d)
    {
        var replicas = d.Int("spec", "replicas") ?? 0;
        return d.Int("status", "observedGeneration") == d.Int("metadata", "generation") && (d.Int("status", "updatedReplicas") ?? 0) == replicas
            && (d.Int("status", "replicas") ?? 0) == replicas && (d.Int("status", "availableReplicas") ?? 0) == replicas
            && d.Condition("Progressing").Str("reason") == "NewReplicaSetAvailable";
    }

    private static string Counts(JsonObject deployment)
    {
        var status = deployment.Obj("status").Copy()!;
        status.Remove("conditions");
        return new JsonObject(status.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToText();
    }
}
