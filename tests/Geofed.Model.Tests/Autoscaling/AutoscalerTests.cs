using System.Text.Json.Nodes;
using Geofed.Model.Autoscaling;

namespace Geofed.Model.Tests.Autoscaling;

public class AutoscalerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ScalingHistory _history = new();

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 2, "Current number of replicas below Spec.MinReplicas")]
    [InlineData(12, 10, "Current number of replicas above Spec.MaxReplicas")]
    public void TheBoundsHoldWhateverIsMeasured(int current, int expected, string why)
    {
        var decision = Decide(Spec(), current, Start, "-");
        Assert.Equal((expected, why, null), (decision.Desired, decision.Why, decision.Failure));
        Assert.Equal(current == 0 ? "ScalingDisabled" : null, Reason(decision, "ScalingActive"));
    }

    [Fact]
    public void ItGrowsAtOnceButNoFasterThanItMay()
    {
        var decision = Decide(Spec(), 2, Start, "1000 1000");
        Assert.Equal((4, "cpu resource utilization (percentage of request) above target"), (decision.Desired, decision.Why));
        Assert.Equal(("ValidMetricFound", "DesiredWithinRange"), (Reason(decision, "ScalingActive"), Reason(decision, "ScalingLimited")));
        Assert.Equal("""[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":100,"averageValue":"1"}}}]""", decision.Metrics!.ToJsonString());

        var hot = Decide(Spec(max: 100), 2, Start, "9000 9000");
        Assert.Equal((6, "ScaleUpLimit"), (hot.Desired, Reason(hot, "ScalingLimited")));
        Assert.Equal((10, "TooManyReplicas"), (Decide(Spec(), 8, Start, "900 900 900 900 900 900 900 900") is var full ? (full.Desired, Reason(full, "ScalingLimited")) : default));
    }

    [Fact]
    public void WhatWasAddedInAPeriodCountsInIt()
    {
        var (up, down) = ScalingRules.Of(Spec(max: 100).Obj("spec"));
        _history.Begin(2, Start);
        _history.Scaled(2, 6, up, down, Start);
        Assert.Equal(6, _history.Ceiling(6, up, Start.AddSeconds(5)));
        Assert.Equal(12, _history.Ceiling(6, up, Start.AddSeconds(16)));
    }

    [Theory]
    [InlineData("""{ "policies": [ { "type": "Pods", "value": 1, "periodSeconds": 60 }, { "type": "Percent", "value": 50, "periodSeconds": 60 } ] }""", 4)]
    [InlineData("""{ "policies": [ { "type": "Pods", "value": 1, "periodSeconds": 60 }, { "type": "Percent", "value": 50, "periodSeconds": 60 } ], "selectPolicy": "Min" }""", 7)]
    [InlineData("""{ "selectPolicy": "Disabled" }""", 8)]
    [InlineData("""{ }""", 2)]
    public void ItShrinksNoFasterThanItMay(string rules, int expected)
    {
        var spec = Spec(behavior: $$"""{ "scaleDown": {{rules}} }""");
        spec.Obj("spec", "behavior", "scaleDown")!["stabilizationWindowSeconds"] = 0;
        Assert.Equal(expected, Decide(spec, 8, Start, "0 0 0 0 0 0 0 0").Desired);
    }

    [Fact]
    public void ItShrinksWhenTheLoadHasBeenLowForFiveMinutes()
    {
        Assert.Equal(4, Decide(Spec(), 4, Start, "500 500 500 500").Desired);
        var held = Decide(Spec(), 4, Start.AddSeconds(290), "100 100 100 100");
        Assert.Equal((4, "ScaleDownStabilized"), (held.Desired, Reason(held, "AbleToScale")));
        var decision = Decide(Spec(), 4, Start.AddSeconds(301), "100 100 100 100");
        Assert.Equal((2, "All metrics below target", "TooFewReplicas"), (decision.Desired, decision.Why, Reason(decision, "ScalingLimited")));
    }

    [Fact]
    public void WhoHasJustComeTakesNothingAway() => Assert.Equal(4, Decide(Spec(), 4, Start, "0 0 0 0").Desired);

    [Fact]
    public void AnUpwardWindowHoldsBackWhatIsShort()
    {
        var spec = Spec(behavior: """{ "scaleUp": { "stabilizationWindowSeconds": 60 } }""");
        Assert.Equal((2, "ScaleUpStabilized"), Decide(spec, 2, Start, "1000 1000") is var first ? (first.Desired, Reason(first, "AbleToScale")) : default);
        Assert.Equal(4, Decide(spec, 2, Start.AddSeconds(61), "1000 1000").Desired);
    }

    [Fact]
    public void ToleranceMayBeSet()
    {
        Assert.Equal(2, Decide(Spec(), 2, Start, "540 540").Desired);
        Assert.Equal(3, Decide(Spec(behavior: """{ "scaleUp": { "tolerance": "50m" } }"""), 2, Start, "540 540").Desired);
    }

    [Fact]
    public void TheHungriestMetricCountsAndWithAPartOfThemItOnlyGrows()
    {
        var spec = Spec(max: 20, metrics: """{ "type": "Resource", "resource": { "name": "cpu", "target": { "type": "AverageValue", "averageValue": "250m" } } }""");
        Assert.Equal(8, Decide(spec, 4, Start, "500 500 500 500").Desired);

        var broken = Spec(max: 20, metrics: """{ "type": "Pods", "pods": { "metric": { "name": "requests" } } }""");
        Assert.Equal(8, Decide(broken, 4, Start, "1000 1000 1000 1000").Desired);
        var held = Decide(broken, 4, Start.AddHours(1), "0 0 0 0");
        Assert.Equal((4, "FailedGetPodsMetric"), (held.Desired, Reason(held, "ScalingActive")));
        Assert.Contains("invalid metrics (1 invalid out of 2)", held.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutMetricsItSaysWhyAndDoesNothing()
    {
        var decision = new Autoscaler(Spec(), (_, _) => [], "nobody measures").Decide(4, _history, Start);
        Assert.Equal((4, "FailedGetResourceMetric"), (decision.Desired, Reason(decision, "ScalingActive")));
        Assert.Equal(
            "the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: nobody measures",
            decision.Conditions.Single(c => c.Type == "ScalingActive").Message);
    }

    private AutoscalerDecision Decide(JsonObject autoscaler, int current, DateTimeOffset now, string pods)
    {
        List<PodLoad> loads = [.. pods.Split(' ').Select((pod, i) => pod == "-" ? new PodLoad($"p{i}", PodReading.Missing, 0, 1000) : new PodLoad($"p{i}", PodReading.Measured, long.Parse(pod, null), 1000))];
        return new Autoscaler(autoscaler, (_, _) => loads).Decide(current, _history, now);
    }

    private static string? Reason(AutoscalerDecision decision, string type) => decision.Conditions.SingleOrDefault(c => c.Type == type)?.Reason;

    private static JsonObject Spec(int max = 10, string behavior = "null", string? metrics = null) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes($$"""
        { "spec": { "minReplicas": 2, "maxReplicas": {{max}}, "behavior": {{behavior}},
          "metrics": [ { "type": "Resource", "resource": { "name": "cpu", "target": { "type": "Utilization", "averageUtilization": 50 } } } {{(metrics is null ? "" : "," + metrics)}} ] } }
        """));
}
