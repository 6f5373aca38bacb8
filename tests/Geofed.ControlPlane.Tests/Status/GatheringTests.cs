using Geofed.ControlPlane.Status;

namespace Geofed.ControlPlane.Tests.Status;

public class GatheringTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(5, 100)]
    [InlineData(10, 200)]
    [InlineData(50, 1000)]
    [InlineData(1000, 1000)]
    public void What_many_clusters_report_is_gathered_for_longer_but_no_more_than_a_second(int clusters, int milliseconds) =>
        Assert.Equal(milliseconds, BindingStatusController.Gathering(clusters).TotalMilliseconds);
}
