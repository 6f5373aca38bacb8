using Geofed.Model;
using Geofed.Simulation.Scheduling;

namespace Geofed.Simulation.Tests.Scheduling;

public class PodRequestsTests
{
    private static ResourceAmounts Of(string spec) => PodRequests.Of(Samples.Json(spec));

    private static string Container(string cpu, string more = "") => $$"""{ "resources": { "requests": { "cpu": "{{cpu}}" } }{{more}} }""";

    private const string Sidecar = ",\"restartPolicy\":\"Always\"";

    [Theory]
    [InlineData("1500m", "500m", 2000)]
    [InlineData("100m", "200m", 1000)]
    public void Init_containers_count_when_they_want_more_than_all_others_together(string first, string second, long milliCpu) =>
        Assert.Equal(milliCpu, Of($$"""{"containers":[{{Container(first)}},{{Container(second)}}],"initContainers":[{{Container("1")}},{{Container("700m")}}]}""").MilliCpu);

    [Fact]
    public void A_sidecar_counts_beside_the_main_containers_and_beside_the_init_containers_after_it()
    {
        var sidecar = Container("300m", Sidecar);
        Assert.Equal(800, Of($$"""{"containers":[{{Container("500m")}}],"initContainers":[{{Container("700m")}},{{sidecar}}]}""").MilliCpu);
        Assert.Equal(1000, Of($$"""{"containers":[{{Container("500m")}}],"initContainers":[{{sidecar}},{{Container("700m")}}]}""").MilliCpu);
    }

    [Fact]
    public void Overhead_and_other_resources_are_added_and_a_request_of_the_whole_pod_stands_for_its_containers()
    {
        var requests = Of("""{"containers":[{"resources":{"requests":{"cpu":"1","memory":"1Gi","nvidia.com/gpu":"2"}}}],"overhead":{"cpu":"50m"},"resources":{"requests":{"memory":"3Gi"}}}""");
        Assert.Equal((1050L, 3L << 30, 2L), (requests.MilliCpu, requests.Memory, requests.Other("nvidia.com/gpu")));
    }

    [Fact]
    public void What_asks_for_nothing_counts_a_little_when_nodes_are_compared() =>
        Assert.Equal((100L, 200L << 20), (PodRequests.ForScore(Samples.Json("""{"containers":[{}]}""")).MilliCpu, PodRequests.ForScore(Samples.Json("""{"containers":[{}]}""")).Memory));
}
