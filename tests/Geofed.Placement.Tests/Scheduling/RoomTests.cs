using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Tests.Scheduling;

public class RoomTests
{
    private const string ByCluster = """{ "spreadByField": "cluster", "minGroups": 1, "maxGroups": 1 }""";

    /// <summary>To count it means to look at every node and pod of a member.</summary>
    [Theory]
    [InlineData("""{ "clusterAffinity": {} }""", "a:2 b:2", false)]
    [InlineData($$"""{ "spreadConstraints": [ {{ByCluster}} ] }""", "b:2", true)]
    [InlineData("""{ "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted", "weightPreference": { "dynamicWeight": "AvailableReplicas" } } }""", "b:2", true)]
    [InlineData("""{ "clusterAffinities": [ { "affinityName": "one", "clusterNames": [ "a" ], "overflowAffinities": [ { "clusterNames": [ "b" ] } ] } ] }""", "b:2", true)]
    public void RoomIsCountedWhereItMakesADifference(string placement, string result, bool counted)
    {
        var asked = new HashSet<string>();
        long? Room(string cluster)
        {
            asked.Add(cluster);
            return cluster == "a" ? 0 : 10;
        }

        var clusters = new[] { Problem.Cluster("a", "us", "us-a"), Problem.Cluster("b", "us", "us-a") };
        Assert.Equal(result, Scheduler.Schedule(Problem.Binding(2, placement), clusters, new() { Capacity = (cluster, _) => Room(cluster) }).Show());
        Assert.Equal(counted ? ["a", "b"] : [], asked);
    }
}
