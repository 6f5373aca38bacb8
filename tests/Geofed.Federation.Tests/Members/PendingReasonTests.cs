using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation.Tests.Members;

public class PendingReasonTests
{
    private static JsonObject Pod(string status) => new() { ["status"] = JsonNode.Parse(status) };

    [Fact]
    public void The_scheduler_is_quoted() => Assert.Equal(
        "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.",
        PendingReason.Of(Pod("""{"conditions":[{"type":"PodScheduled","status":"False","message":"0/3 nodes are available: 3 Insufficient nvidia.com/gpu."}]}""")));

    [Fact]
    public void So_is_the_kubelet() => Assert.Equal(
        "ImagePullBackOff: no such image",
        PendingReason.Of(Pod("""{"containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}}]}""")));

    [Theory]
    [InlineData("""{"conditions":[{"type":"PodScheduled","status":"True"}]}""")]
    [InlineData("""{"containerStatuses":[{"state":{"waiting":{"reason":"ContainerCreating"}}}]}""")]
    [InlineData("""{"containerStatuses":[{"state":{"running":{}}}]}""")]
    public void A_pod_on_its_way_gives_no_reason(string status) => Assert.Null(PendingReason.Of(Pod(status)));
}
