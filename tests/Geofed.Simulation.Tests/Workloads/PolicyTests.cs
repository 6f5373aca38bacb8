using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class PolicyTests
{
    [Fact]
    public async Task ABudgetTellsHowManyPodsMayGo()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.PodDisruptionBudgets, """
            { "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": { "name": "web" }, "spec": { "maxUnavailable": "50%", "selector": { "matchLabels": { "app": "web" } } } }
            """);
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 4"));
        var budget = await test.UntilAsync(ClusterResources.PodDisruptionBudgets, "web", b => b.Int("status", "currentHealthy") == 4);
        Assert.Equal((4L, 2L, 2L, "SufficientPods"), (budget.Int("status", "expectedPods"), budget.Int("status", "desiredHealthy"), budget.Int("status", "disruptionsAllowed"), budget.Condition("DisruptionAllowed").Str("reason")));
    }

    [Fact]
    public async Task AnAutoscalerSaysThatNothingIsAskedForAndKeepsItsBounds()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.Deployments, TestPods.Workload("Deployment", "web", "\"replicas\": 1"));
        await test.CreateAsync(ClusterResources.HorizontalPodAutoscalers, """
            { "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "web" },
              "spec": { "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" }, "minReplicas": 3, "maxReplicas": 5 } }
            """);
        // While no pod is ready yet there is nothing to measure, which it says first.
        var autoscaler = await test.UntilAsync(ClusterResources.HorizontalPodAutoscalers, "web", a => a.Int("status", "currentReplicas") == 3
            && a.Condition("ScalingActive").Str("message")?.Contains("missing request", StringComparison.Ordinal) == true);
        Assert.True(autoscaler.IsTrue("AbleToScale"));
        Assert.Equal(("False", "FailedGetResourceMetric"), (autoscaler.Condition("ScalingActive").Str("status"), autoscaler.Condition("ScalingActive").Str("reason")));
        Assert.Contains("missing request for cpu in container web of Pod web-", autoscaler.Condition("ScalingActive").Str("message"), StringComparison.Ordinal);
        Assert.Equal(["New size: 3; reason: Current number of replicas below Spec.MinReplicas"], await test.EventsOfAsync("web", "SuccessfulRescale"));
    }

    [Fact]
    public async Task AQuotaTellsWhatIsUsed()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.ResourceQuotas, """
            { "apiVersion": "v1", "kind": "ResourceQuota", "metadata": { "name": "all" }, "spec": { "hard": { "pods": "10", "requests.cpu": "4", "count/deployments.apps": "3" } } }
            """);
        await test.CreateAsync(ClusterResources.Pods, """
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "p" },
              "spec": { "containers": [ { "name": "c", "image": "registry.example/c:1", "resources": { "requests": { "cpu": "250m" } } } ] } }
            """);
        await test.UntilAsync(ClusterResources.ResourceQuotas, "all", q => q.Str("status", "used", "pods") == "1" && q.Str("status", "used", "requests.cpu") == "250m" && q.Str("status", "used", "count/deployments.apps") == "0");
    }
}
