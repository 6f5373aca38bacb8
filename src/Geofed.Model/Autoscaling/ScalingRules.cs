using System.Text.Json.Nodes;

namespace Geofed.Model.Autoscaling;

/// <summary>How far a load may be from the target before anything is done: below 1, and above.</summary>
public readonly record struct Tolerance(double Down, double Up)
{
    /// <summary>Comparing doubles: 1.1 is within a tenth.</summary>
    private const double Epsilon = 1e-9;

    public bool Includes(double ratio) => ratio >= 1 - Down - Epsilon && ratio <= 1 + Up + Epsilon;
}

/// <summary>How many replicas may come or go within a period.</summary>
public sealed record ScalingPolicy(bool IsPercent, int Value, TimeSpan Period);

/// <summary>How fast replicas may come, or go (autoscaling/v2 HPAScalingRules).</summary>
/// <param name="Stabilization">For how long an earlier, more careful proposal holds.</param>
/// <param name="Select">Max, Min or Disabled: which of the policies counts.</param>
public sealed record ScalingRules(TimeSpan Stabilization, string Select, IReadOnlyList<ScalingPolicy> Policies, double Tolerance)
{
    private const double UsualTolerance = 0.1;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    private static readonly ScalingRules UsualUp = new(TimeSpan.Zero, "Max", [new(false, 4, Period), new(true, 100, Period)], UsualTolerance);
    private static readonly ScalingRules UsualDown = new(TimeSpan.FromMinutes(5), "Max", [new(true, 100, Period)], UsualTolerance);

    /// <summary>The rules of an autoscaler's spec, completed (pkg/apis/autoscaling/v2/defaults.go).</summary>
    public static (ScalingRules Up, ScalingRules Down) Of(JsonObject? spec) =>
        (Read(spec.Obj("behavior", "scaleUp"), UsualUp), Read(spec.Obj("behavior", "scaleDown"), UsualDown));

    public TimeSpan LongestPeriod => Policies.Count > 0 ? Policies.Max(p => p.Period) : TimeSpan.Zero;

    private static ScalingRules Read(JsonObject? rules, ScalingRules usual) => new(
        rules.Int("stabilizationWindowSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Stabilization,
        rules.Str("selectPolicy") ?? usual.Select,
        rules.Arr("policies") is { Count: > 0 } policies
            ? [.. policies.Objects().Select(p => new ScalingPolicy(p.Str("type") == "Percent", (int)(p.Int("value") ?? 0), TimeSpan.FromSeconds(p.Int("periodSeconds") ?? 0)))]
            : usual.Policies,
        Quantity.From(rules.At("tolerance")) is { } tolerance ? tolerance.Milli / 1000.0 : usual.Tolerance);
}
