using Geofed.Model;
using Geofed.Simulation.Kubelet;
using Geofed.Simulation.Tests.Scheduling;

namespace Geofed.Simulation.Tests.Kubelet;

public class MissingReferenceTests
{
    private static string? Of(string spec)
    {
        var pod = Samples.Json($$"""{ "metadata": { "namespace": "ns" }, "spec": { {{spec}} } }""");
        var there = Samples.Json("""{ "data": { "k": "v" } }""");
        return MissingReference.Of(pod, PodContainers.Main(pod), (kind, name) => name == $"a-{kind}" ? there : null)?.Message;
    }

    [Theory]
    [InlineData("\"secretKeyRef\":{\"name\":\"none\",\"key\":\"k\"}", "secret \"none\" not found")]
    [InlineData("\"configMapKeyRef\":{\"name\":\"none\",\"key\":\"k\"}", "configmap \"none\" not found")]
    [InlineData("\"configMapKeyRef\":{\"name\":\"a-configmap\",\"key\":\"other\"}", "couldn't find key other in ConfigMap ns/a-configmap")]
    [InlineData("\"secretKeyRef\":{\"name\":\"a-secret\",\"key\":\"other\"}", "couldn't find key other in Secret ns/a-secret")]
    [InlineData("\"secretKeyRef\":{\"name\":\"a-secret\",\"key\":\"k\"}", null)]
    [InlineData("\"secretKeyRef\":{\"name\":\"none\",\"key\":\"k\",\"optional\":true}", null)]
    public void An_environment_needs_what_it_takes_values_from(string source, string? message) =>
        Assert.Equal(message, Of($$"""
            "containers": [ { "name": "c", "env": [ { "name": "E", "valueFrom": { {{source}} } } ] } ]
            """));

    [Theory]
    [InlineData("\"configMap\":{\"name\":\"none\"}", "MountVolume.SetUp failed for volume \"v\" : configmap \"none\" not found")]
    [InlineData("\"secret\":{\"secretName\":\"none\"}", "MountVolume.SetUp failed for volume \"v\" : secret \"none\" not found")]
    [InlineData("\"projected\":{\"sources\":[{\"secret\":{\"name\":\"none\"}}]}", "MountVolume.SetUp failed for volume \"v\" : secret \"none\" not found")]
    [InlineData("\"configMap\":{\"name\":\"a-configmap\",\"items\":[{\"key\":\"other\",\"path\":\"p\"}]}", "MountVolume.SetUp failed for volume \"v\" : references non-existent config key: other")]
    [InlineData("\"secret\":{\"secretName\":\"none\",\"optional\":true}", null)]
    [InlineData("\"emptyDir\":{}", null)]
    public void A_volume_needs_what_it_shows(string source, string? message) =>
        Assert.Equal(message, Of($$"""
            "containers": [ { "name": "c" } ], "volumes": [ { "name": "v", {{source}} } ]
            """));

    [Fact]
    public void A_whole_environment_may_be_missing() =>
        Assert.Equal("configmap \"none\" not found", Of("\"containers\":[{\"name\":\"c\",\"envFrom\":[{\"configMapRef\":{\"name\":\"none\"}}]}]"));
}
