using Geofed.Clusters.Gke;
using Geofed.Clusters.Pulumi;

namespace Geofed.Cmdlets.Tests;

public class PulumiErrorsTests
{
    private static readonly StackName Cluster = new(GkeClusterProgram.ProjectName, "west"), Network = new(GkeNetworkProgram.ProjectName, "acme-ml");

    private static string Advice(PulumiErrorKind kind, string advice, StackName stack, object? target = null) =>
        PulumiErrors.From(new PulumiException(kind, "it failed", advice, stack), target).ToRecord(target).ErrorDetails.RecommendedAction;

    [Theory]
    [InlineData(PulumiErrorKind.StackLocked, "'Repair-GeoCluster west' removes the lock and mends the state.")]
    [InlineData(PulumiErrorKind.PendingOperations, "'Repair-GeoCluster west' compares the state with the cloud and mends it.")]
    [InlineData(PulumiErrorKind.Protected, "'Remove-GeoCluster west -Force' takes the protection off first.")]
    public void What_mends_it_is_said_once(PulumiErrorKind kind, string advice) => Assert.Equal(advice, Advice(kind, advice, Cluster));

    [Fact]
    public void What_the_advice_leaves_open_the_next_step_says()
    {
        Assert.Equal("Wait. Repair-GeoCluster west finds out what there is.", Advice(PulumiErrorKind.StackLocked, "Wait.", Cluster));
        Assert.Equal("What was done is kept; Repair-GeoCluster west goes on from there.", Advice(PulumiErrorKind.NetworkLost, "", Cluster));
    }

    [Fact]
    public void A_network_is_mended_by_its_project_unless_a_cluster_waits_for_it()
    {
        Assert.EndsWith("Repair-GeoCluster -Project acme-ml goes on from there.", Advice(PulumiErrorKind.NetworkLost, "", Network, "acme-ml"), StringComparison.Ordinal);
        Assert.EndsWith("Repair-GeoCluster west goes on from there.", Advice(PulumiErrorKind.NetworkLost, "", Network, "west"), StringComparison.Ordinal);
    }
}
