using System.Text.Json.Nodes;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Rest;

public class PodPrioritiesTests
{
    private static readonly ResourceCollection Classes = new(new("scheduling.k8s.io", "v1", "priorityclasses"));
    private static readonly ResourceCollection Pods = new(new("", "v1", "pods"), "default");

    private static JsonObject Pod(string? priorityClass, int? priority = null)
    {
        var pod = (JsonObject)JsonNode.Parse("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")!;
        if (priorityClass is not null)
            pod["spec"]!["priorityClassName"] = priorityClass;
        if (priority is not null)
            pod["spec"]!["priority"] = priority;
        return pod;
    }

    private static JsonObject Class(string name, int value, bool byDefault = false) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["value"] = value,
        ["globalDefault"] = byDefault,
        ["preemptionPolicy"] = "Never",
    };

    [Fact]
    public async Task APodHasThePriorityAndPolicyOfItsClass()
    {
        await using var test = await TestApi.OpenAsync();
        await test.Api.CreateAsync(Classes, Class("high", 1000), new(), default);
        var pod = await test.Api.CreateAsync(Pods, Pod("high"), new(), default);
        Assert.Equal((1000L, "Never"), (pod.Int("spec", "priority"), pod.Str("spec", "preemptionPolicy")));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("system-node-critical", 2_000_001_000)]
    public async Task WithoutAnObjectThereIsTheDefaultAndTheSystemsOwn(string? name, long priority)
    {
        await using var test = await TestApi.OpenAsync();
        var pod = await test.Api.CreateAsync(Pods, Pod(name), new(), default);
        Assert.Equal((priority, "PreemptLowerPriority"), (pod.Int("spec", "priority"), pod.Str("spec", "preemptionPolicy")));
    }

    [Fact]
    public async Task TheDefaultClassIsThatOfPodsThatNameNone()
    {
        await using var test = await TestApi.OpenAsync();
        await test.Api.CreateAsync(Classes, Class("usual", 7, byDefault: true), new(), default);
        var pod = await test.Api.CreateAsync(Pods, Pod(null), new(), default);
        Assert.Equal((7L, "usual"), (pod.Int("spec", "priority"), pod.Str("spec", "priorityClassName")));
    }

    [Theory]
    [InlineData("none", null, "pods \"p\" is forbidden: no PriorityClass with name none was found")]
    [InlineData(null, 5, "pods \"p\" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name")]
    public async Task AnUnknownClassAndAPriorityOfOnesOwnAreForbidden(string? name, int? priority, string message)
    {
        await using var test = await TestApi.OpenAsync();
        var refused = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.CreateAsync(Pods, Pod(name, priority), new(), default));
        Assert.Equal((403, message), (refused.Code, refused.Message));
    }
}
