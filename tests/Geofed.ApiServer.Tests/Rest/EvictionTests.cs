using System.Text.Json.Nodes;
using Geofed.ApiServer.Tests.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Rest;

public class EvictionTests
{
    private static readonly ResourceCollection Pods = new(new("", "v1", "pods"), "default");
    private static readonly ResourceCollection Budgets = new(new("policy", "v1", "poddisruptionbudgets"), "default");

    [Fact]
    public async Task A_budget_lets_only_so_many_go()
    {
        await using var test = await TestApi.OpenAsync();
        foreach (var name in (string[])["a", "b"])
        {
            await test.Api.CreateAsync(Pods, Written.Json($$"""{ "metadata": { "name": "{{name}}", "labels": { "app": "x" } }, "spec": {{Written.PodSpec}} }"""), new(), default);
            await StatusAsync(test, Pods.Named(name), """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""");
        }
        await test.Api.CreateAsync(Budgets, Written.Json("""{"metadata":{"name":"x"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"x"}}}}"""), new(), default);
        Assert.Contains("still being processed", await RefusalAsync(test, "a"), StringComparison.Ordinal);
        await StatusAsync(test, Budgets.Named("x"), """{"status":{"observedGeneration":1,"disruptionsAllowed":1,"currentHealthy":2,"desiredHealthy":1,"expectedPods":2}}""");
        await EvictAsync(test, "a");
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => test.Api.GetAsync(Pods.Named("a"), default))).IsNotFound);
        Assert.Equal("The disruption budget x needs 1 healthy pods and has 2 currently", await RefusalAsync(test, "b"));
    }

    private static Task StatusAsync(TestApi test, ResourcePath path, string patch) =>
        test.Api.PatchAsync(path with { Subresource = "status" }, PatchKind.Merge, Written.Json(patch), new(), default);

    private static Task<JsonObject> EvictAsync(TestApi test, string pod) =>
        test.Api.CreateAsync(Pods, Written.Json("""{"apiVersion":"policy/v1","kind":"Eviction"}"""), new(), default, pod, "eviction");

    private static async Task<string> RefusalAsync(TestApi test, string pod)
    {
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => EvictAsync(test, pod));
        Assert.Equal(429, refusal.Code);
        return refusal.Details.Objects("causes").Single().Str("message")!;
    }
}
