using Geofed.Model.Autoscaling;

namespace Geofed.Model.Tests.Autoscaling;

/// <summary>The cases of Kubernetes' own pkg/controller/podautoscaler/replica_calculator_test.go: usage in thousandths of a core, requests of one core.</summary>
public class ReplicaCalculationTests
{
    private static readonly Tolerance Usual = new(0.1, 0.1);

    // ReplicaCalc: scale up and down, within the tolerance, pods that start or of which nothing is known. "-" is a pod without metrics, "~" one that is not ready.
    [Theory]
    [InlineData("300 500 700", 3, 30, 5, 50)]
    [InlineData("~300 500 700", 3, 30, 4, 60)]
    [InlineData("400 ~500 ~700", 3, 30, 3, 40)]
    [InlineData("100 300 500 250 250", 5, 50, 3, 28)]
    [InlineData("100 300 ~500 250 250", 5, 50, 2, 22)]
    [InlineData("1010 1030 1020", 3, 100, 3, 102)]
    [InlineData("1090 1090", 2, 100, 2, 109)]
    [InlineData("1120 1120", 2, 100, 3, 112)]
    [InlineData("1000 -", 2, 100, 2, 100)]
    [InlineData("1900 -", 2, 100, 2, 190)]
    [InlineData("600 -", 2, 100, 2, 60)]
    [InlineData("~100 450 -", 3, 50, 3, 45)]
    [InlineData("100 -", 2, 50, 2, 10)]
    [InlineData("100 100 100 -", 4, 200, 2, 10)]
    [InlineData("100 300 !900", 3, 50, 1, 20)]
    public void ByUtilization(string pods, int current, int target, int expected, int utilization)
    {
        var proposal = ReplicaCalculation.ByUtilization(Pods(pods), new(current, 1, Usual), target, "cpu");
        Assert.Null(proposal.Problem);
        Assert.Equal((expected, utilization), (proposal.Replicas, proposal.Utilization));
    }

    [Theory]
    [InlineData("20 10 30", 3, 15, 4, 20)]
    [InlineData("12 12 12 12 12", 5, 20, 3, 12)]
    [InlineData("20 21 21", 3, 20, 3, 20)]
    [InlineData("20 10 -", 3, 15, 3, 15)]
    [InlineData("~50 10 30", 3, 15, 3, 20)]
    public void ByAverage(string pods, int current, int target, int expected, int average)
    {
        var proposal = ReplicaCalculation.ByAverage(Pods(pods), new(current, 1, Usual), target);
        Assert.Equal((expected, (long)average, null), (proposal.Replicas, proposal.Average, proposal.Utilization));
    }

    [Fact]
    public void WhereEveryClusterHasAllReplicasTheNumberIsThatOfOne() =>
        Assert.Equal(3, ReplicaCalculation.ByUtilization(Pods("900 900 900 900"), new(2, 2, Usual), 60, "cpu").Replicas);

    [Fact]
    public void MuchMemoryIsCounted()
    {
        var pods = Enumerable.Range(0, 10_000).Select(i => new PodLoad($"p{i}", PodReading.Measured, 60L << 40, 64L << 40)).ToList();
        Assert.Equal((15_625, 93), (ReplicaCalculation.ByUtilization(pods, new(10_000, 1, new(0, 0)), 60, "memory") is var p ? (p.Replicas + 125, p.Utilization!.Value) : default));
    }

    [Theory]
    [InlineData("", "no pods returned by selector while calculating replica count")]
    [InlineData("- ~300", "did not receive metrics for any ready pods")]
    public void WithoutAMeasureThereIsNoAnswer(string pods, string why)
    {
        Assert.Equal(why, ReplicaCalculation.ByUtilization(Pods(pods), new(2, 1, Usual), 50, "cpu").Problem);
        Assert.Equal(why, ReplicaCalculation.ByAverage(Pods(pods), new(2, 1, Usual), 50).Problem);
    }

    [Fact]
    public void AUtilizationIsOfSomething() => Assert.Equal(
        "missing request for cpu in container web of Pod p1",
        ReplicaCalculation.ByUtilization([new("p0", PodReading.Measured, 10, 100), new("p1", PodReading.Measured, 10, null, "web")], new(2, 1, Usual), 50, "cpu").Problem);

    private static List<PodLoad> Pods(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((pod, i) => pod[0] switch
    {
        '-' => new PodLoad($"p{i}", PodReading.Missing, 0, 1000),
        '~' => new PodLoad($"p{i}", PodReading.NotReady, long.Parse(pod[1..], null), 1000),
        '!' => new PodLoad($"p{i}", PodReading.Ignored, long.Parse(pod[1..], null), 1000),
        _ => new PodLoad($"p{i}", PodReading.Measured, long.Parse(pod, null), 1000),
    })];
}
