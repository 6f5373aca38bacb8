using System.Text.Json.Nodes;
using Geofed.Model.Autoscaling;

namespace Geofed.Model.Tests.Autoscaling;

/// <summary>The cases of TestGroupPods (replica_calculator_test.go), and what is used and asked for.</summary>
public class PodLoadTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // started, became so, and the sample was taken: so many seconds ago.
    [Theory]
    [InlineData("Running", "True", 600, 500, 0, PodReading.Measured)]
    [InlineData("Pending", "True", 600, 500, 0, PodReading.NotReady)]
    [InlineData("Failed", "False", 600, 500, 0, PodReading.Ignored)]
    [InlineData("Running", null, 600, 500, 0, PodReading.NotReady)]
    [InlineData("Running", "False", 120, 60, 0, PodReading.NotReady)]
    [InlineData("Running", "True", 120, 90, 0, PodReading.Measured)]
    [InlineData("Running", "True", 120, 60, 45, PodReading.NotReady)]
    [InlineData("Running", "False", 600, 580, 0, PodReading.NotReady)]
    [InlineData("Running", "False", 600, 300, 0, PodReading.Measured)]
    public void APodCountsByHowFarItIs(string phase, string? ready, int started, int changed, int sampled, PodReading expected)
    {
        var pod = Pod(phase, ready, started, changed);
        Assert.Equal(expected, PodLoad.Of(pod, Metrics(sampled), "cpu", null, Now).Reading);
    }

    [Fact]
    public void OneThatHasJustBecomeReadyCountsWhenItHasBeenMeasuredForLongEnough()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), PodLoad.Of(Pod("Running", "True", 120, 60), Metrics(45), "cpu", null, Now).CountsIn);
        Assert.Null(PodLoad.Of(Pod("Running", "True", 120, 90), Metrics(0), "cpu", null, Now).CountsIn);
        Assert.Null(PodLoad.Of(Pod("Running", "False", 120, 60), Metrics(0), "cpu", null, Now).CountsIn);
    }

    [Fact]
    public void ReadinessSaysNothingOfMemory() =>
        Assert.Equal(PodReading.Measured, PodLoad.Of(Pod("Running", "False", 20, 10), Metrics(0), "memory", null, Now).Reading);

    [Fact]
    public void OneThatGoesIsIgnoredAndOneWithoutMetricsIsMissing()
    {
        var pod = Pod("Running", "True", 600, 500);
        Assert.Equal(PodReading.Missing, PodLoad.Of(pod, null, "cpu", null, Now).Reading);
        Assert.Equal(PodReading.Missing, PodLoad.Of(pod, Metrics(0), "nvidia.com/gpu", null, Now).Reading);
        pod.Ensure("metadata")["deletionTimestamp"] = KubeTime.Format(Now);
        Assert.Equal(PodReading.Ignored, PodLoad.Of(pod, Metrics(0), "cpu", null, Now).Reading);
    }

    [Fact]
    public void ContainersAreAddedUpOrLookedAtAlone()
    {
        var pod = Pod("Running", "True", 600, 500);
        Assert.Equal((350L, 500L), (PodLoad.Of(pod, Metrics(0), "cpu", null, Now) is var all ? (all.Usage, all.Request!.Value) : default));
        Assert.Equal((50L, 100L), (PodLoad.Of(pod, Metrics(0), "cpu", "proxy", Now) is var one ? (one.Usage, one.Request!.Value) : default));
        Assert.Equal("proxy", PodLoad.Of(pod, Metrics(0), "memory", null, Now).Unasked);
    }

    [Fact]
    public void SidecarsAndThePodsOwnRequestCount()
    {
        var spec = Parse("""{ "initContainers": [ { "name": "s", "restartPolicy": "Always", "resources": { "requests": { "cpu": "50m" } } }, { "name": "once" } ], "containers": [ { "name": "c", "resources": { "limits": { "cpu": "1" } } } ] }""");
        Assert.Equal((1050L, null), PodRequest.Of(spec, "cpu", null));
        spec["resources"] = Parse("""{ "requests": { "cpu": "2" } }""");
        Assert.Equal((2000L, null), PodRequest.Of(spec, "cpu", null));
    }

    private static JsonObject Pod(string phase, string? ready, int started, int changed)
    {
        var pod = Parse($$"""
            { "metadata": { "name": "p" }, "status": { "phase": "{{phase}}", "startTime": "{{Ago(started)}}" },
              "spec": { "containers": [ { "name": "web", "resources": { "requests": { "cpu": "400m", "memory": "1Gi" } } }, { "name": "proxy", "resources": { "requests": { "cpu": "100m" } } } ] } }
            """);
        if (ready is not null)
            pod.Obj("status")!["conditions"] = new JsonArray(Parse($$"""{ "type": "Ready", "status": "{{ready}}", "lastTransitionTime": "{{Ago(changed)}}" }"""));
        return pod;
    }

    private static JsonObject Metrics(int sampled) => Parse($$"""
        { "timestamp": "{{Ago(sampled)}}", "window": "30s",
          "containers": [ { "name": "web", "usage": { "cpu": "300m", "memory": "1Gi" } }, { "name": "proxy", "usage": { "cpu": "50m", "memory": "1Mi" } } ] }
        """);

    private static string Ago(int seconds) => KubeTime.Format(Now.AddSeconds(-seconds));

    private static JsonObject Parse(string json) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes(json));
}
