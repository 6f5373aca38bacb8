using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Tests.Nodes;

public class NodePoolTests
{
    private static SimulationOptions Read(string pools) =>
        SimulationOptions.From((JsonObject)JsonNode.Parse($$$"""{"metadata":{"name":"c"},"spec":{"nodePools":{{{pools}}}}}""")!);

    [Fact]
    public void A_pool_with_gpus_built_in_needs_not_name_them() =>
        Assert.Equal(new("nvidia-l4", 1), Read("""[{"name":"gpu","machineType":"g2-standard-4","count":2}]""").NodePools[0].Gpus);

    [Theory]
    [InlineData("""[{"name":"p","machineType":"n2-standrd-4"}]""", "Node pool 'p' cannot be: 'n2-standrd-4' is not a machine type of Google Cloud. Did you mean 'n2-standard-4'?")]
    [InlineData("""[{"name":"p","machineType":"e2-standard-4","accelerator":{"type":"nvidia-l4"}}]""", "Node pool 'p' cannot be: A machine e2-standard-4 cannot have 1 x nvidia-l4. Take g2-standard-4.")]
    [InlineData("""[{"name":"p","count":-1}]""", "Node pool 'p' has -1 nodes; there can be 0 to 1000.")]
    [InlineData("""[{"name":"P"}]""", "'P' is not a name for a node pool. Use up to 40 lower-case letters, digits and hyphens, beginning with a letter.")]
    [InlineData("""[{"name":"p"},{"name":"p"}]""", "There are 2 node pools named 'p'; each needs a name of its own.")]
    [InlineData("""[{"name":"p","taints":[{"key":"k","effect":"Never"}]}]""", """Node pool 'p' has the taint {"key":"k","effect":"Never"}; a taint has a key and one of the effects NoSchedule, PreferNoSchedule, NoExecute.""")]
    [InlineData("""[{"name":"p","labels":{"a b":"c"}}]""", "Node pool 'p' has the label 'a b=c', which Kubernetes would refuse.")]
    public void A_pool_that_cannot_be_is_refused(string pools, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(pools)).Message);
}
