using Geofed.ControlPlane.Members;
using Geofed.Model;

namespace Geofed.ControlPlane.Tests.Members;

public class ClusterTaintsTests
{
    private static readonly DateTimeOffset Lost = new(2026, 3, 4, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("False", 5, true, "not-ready:NoSchedule")]
    [InlineData("False", 10, true, "not-ready:NoSchedule,not-ready:NoExecute")]
    [InlineData("Unknown", 10, true, "unreachable:NoSchedule,unreachable:NoExecute")]
    [InlineData("False", 10, false, "not-ready:NoSchedule")]
    [InlineData("True", 10, true, "")]
    public void AMemberIsLeftAfterItHasBeenAwayForAWhile(string ready, int seconds, bool automatic, string taints)
    {
        var cluster = Documents.Parse($$"""
            { "spec": { "taints": [ { "key": "own", "effect": "NoSchedule" }, { "key": "cluster.karmada.io/not-ready", "effect": "NoSchedule" } ] },
              "status": { "conditions": [ { "type": "Ready", "status": "{{ready}}", "lastTransitionTime": "2026-03-04T05:00:00Z" } ] } }
            """);
        var result = ClusterTaints.For(cluster, new() { Automatic = automatic }, Lost.AddSeconds(seconds));
        Assert.Equal("own:NoSchedule" + (taints.Length == 0 ? "" : "," + taints),
            string.Join(',', result.Objects().Select(t => $"{t.Str("key")!.Replace("cluster.karmada.io/", "", StringComparison.Ordinal)}:{t.Str("effect")}")));
    }

    [Fact]
    public void ATaintThatIsThereKeepsItsTime()
    {
        var cluster = Documents.Parse("""
            { "spec": { "taints": [ { "key": "cluster.karmada.io/not-ready", "effect": "NoExecute", "timeAdded": "2026-03-04T05:00:10Z" } ] },
              "status": { "conditions": [ { "type": "Ready", "status": "False", "lastTransitionTime": "2026-03-04T05:00:00Z" } ] } }
            """);
        var result = ClusterTaints.For(cluster, new(), Lost.AddMinutes(5));
        Assert.Equal("2026-03-04T05:00:10Z", result.Objects().Single(t => t.Str("effect") == "NoExecute").Str("timeAdded"));
    }

    [Fact]
    public void AFederationSaysWhatItWantsAndTheRestIsAsUsual()
    {
        var options = FailoverOptions.From(Documents.Parse("""{ "tolerationSeconds": 5, "returnAfterSeconds": 60 }"""));
        Assert.Equal(new() { Toleration = TimeSpan.FromSeconds(5), ReturnAfter = TimeSpan.FromMinutes(1) }, options);
        Assert.True(options.Automatic);
    }
}
