using System.Text.Json.Nodes;
using Geofed.Federation.Rollouts;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Rollouts;

namespace Geofed.ControlPlane.Tests.Rollouts;

public class RolloutTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ApiResource Deployments = new(Documents.Deployments, "Deployment", true);

    [Fact]
    public async Task AChangeGoesFromWaveToWaveWhenEachIsHealthy()
    {
        await using var test = await StartedAsync();
        var rollout = new FederatedRollout(test.Api, Deployments, new("default", "web"), TimeProvider.System);
        await rollout.StartAsync(await PlanAsync(test) with { NeedsApproval = true }, Image(2), Patience, default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => ImageOf(d) == "registry.example/web:2", test.Log);
        await test.Member("a").MakeReadyAsync("web");
        var waiting = await rollout.RunAsync(approved: false, default);
        Assert.Equal(RolloutPhase.WaveDone, waiting.Phase);
        Assert.Equal("registry.example/web:1", ImageOf(await test.Member("b").GetAsync(Documents.Deployment("web"), default)));

        var running = rollout.RunAsync(approved: true, default);
        await test.Member("b").UntilAsync(Documents.Deployment("web"), d => ImageOf(d) == "registry.example/web:2", test.Log);
        await test.Member("b").MakeReadyAsync("web");
        Assert.Equal(RolloutPhase.Done, (await running).Phase);
        var policy = await test.Api.GetAsync(new(KarmadaApi.PropagationPolicies, "default", "web"), default);
        Assert.Null(policy.At("spec", "suspension"));
        Assert.Null(policy.Annotation(GeofedMarks.Rollout));
    }

    [Fact]
    public async Task AFailedWaveStopsItAndRollingBackTouchesNobodyElse()
    {
        await using var test = await StartedAsync();
        var rollout = new FederatedRollout(test.Api, Deployments, new("default", "web"), TimeProvider.System);
        var untouched = (await test.Member("b").GetAsync(Documents.Deployment("web"), default)).Int("metadata", "generation");
        await rollout.StartAsync(await PlanAsync(test) with { Deadline = TimeSpan.FromMilliseconds(1) }, Image(2), Patience, default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => ImageOf(d) == "registry.example/web:2", test.Log);
        var failed = await rollout.RunAsync(approved: false, default);
        Assert.Equal(RolloutPhase.Failed, failed.Phase);
        Assert.Contains("wave a is not healthy", failed.Message, StringComparison.Ordinal);

        await rollout.RollBackAsync(Patience, default);
        await test.Member("a").UntilAsync(Documents.Deployment("web"), d => ImageOf(d) == "registry.example/web:1", test.Log);
        await test.Member("a").MakeReadyAsync("web");
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.At("spec", "suspension") is null, test.Log);
        Assert.Equal(untouched, (await test.Member("b").GetAsync(Documents.Deployment("web"), default)).Int("metadata", "generation"));
    }

    [Fact]
    public async Task RollingBackIsNotPutOffByWhoeverWritesTheTemplateMeanwhile()
    {
        await using var test = await StartedAsync();
        var api = new FaultyApi(test.Api);
        var rollout = new FederatedRollout(api, Deployments, new("default", "web"), TimeProvider.System);
        await rollout.StartAsync(await PlanAsync(test), Image(2), Patience, default);
        api.Interference = () => test.Api.PatchAsync(Documents.Deployment("web"), PatchKind.Merge, Documents.Parse("""{ "metadata": { "annotations": { "note": "mine" } } }"""), new("somebody"), default);
        await rollout.RollBackAsync(Patience, default);
        var template = await test.Api.GetAsync(Documents.Deployment("web"), default);
        Assert.Equal(("registry.example/web:1", "mine"), (ImageOf(template), template.Annotation("note")));
    }

    [Fact]
    public async Task NothingChangesWhenTheControlPlaneDoesNotHoldTheOthersBack()
    {
        await using var test = await StartedAsync();
        var rollout = new FederatedRollout(test.Api, Deployments, new("default", "web"), TimeProvider.System);
        await test.StopPlaneAsync();
        var late = await Assert.ThrowsAsync<RolloutException>(async () => await rollout.StartAsync(await PlanAsync(test), Image(2), TimeSpan.FromMilliseconds(50), default));
        Assert.Contains("has not followed within 0.1 s for b: it does not run, or is a Karmada before 1.11", late.Message, StringComparison.Ordinal);
        Assert.Equal("registry.example/web:1", ImageOf(await test.Api.GetAsync(Documents.Deployment("web"), default)));
        await test.StartPlaneAsync();
        await rollout.RollBackAsync(Patience, default);
        await test.Api.UntilAsync(new(KarmadaApi.PropagationPolicies, "default", "web"), p => p.At("spec", "suspension") is null && p.Annotation(GeofedMarks.Rollout) is null, test.Log);
    }

    private static async Task<TestFederation> StartedAsync()
    {
        var test = await TestFederation.StartAsync("a", "b");
        await test.Api.CreateDeploymentAsync("web", 2);
        await test.Api.CreatePolicyAsync("web", "Deployment", """{ "replicaSchedulingType": "Divided" }""");
        foreach (var member in new[] { "a", "b" })
        {
            await test.Member(member).UntilAsync(Documents.Deployment("web"), _ => true, test.Log);
            await test.Member(member).MakeReadyAsync("web");
        }
        await test.Api.UntilAsync(Documents.Binding("web-deployment"), b => b.Objects("status", "aggregatedStatus").Count(i => i.Str("health") == "Healthy") == 2, test.Log);
        return test;
    }

    private static async Task<RolloutPlan> PlanAsync(TestFederation test) =>
        RolloutPlan.For((await test.Api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, default)).Items, RolloutBy.Cluster, []);

    private static JsonObject Image(int tag) =>
        Documents.Parse($$"""{ "spec": { "template": { "spec": { "containers": [ { "name": "web", "image": "registry.example/web:{{tag}}" } ] } } } }""");

    private static string? ImageOf(JsonObject deployment) => deployment.Objects("spec", "template", "spec", "containers").Single().Str("image");
}
