using System.Text.Json.Nodes;

namespace Geofed.Model.Autoscaling;

/// <summary>
/// Decides how many replicas a HorizontalPodAutoscaler, or a FederatedHPA, wants: the most that any of its metrics asks for, within its bounds, no faster
/// than its behavior allows (pkg/controller/podautoscaler/horizontal.go).
/// </summary>
/// <param name="autoscaler">Its document.</param>
/// <param name="measure">What pods use of a resource, in one container or all.</param>
/// <param name="unavailable">Why nothing is measured at all; null when something is.</param>
/// <param name="copies">In how many clusters the target has all of its replicas; one when they are divided.</param>
public sealed class Autoscaler(JsonObject autoscaler, Func<string, string?, IReadOnlyList<PodLoad>> measure, string? unavailable = null, int copies = 1)
{
    private readonly List<AutoscalerCondition> _conditions =
        [new("AbleToScale", true, "SucceededGetScale", "the HPA controller was able to get the target's current scale")];

    /// <param name="current">How many replicas the target is to have now.</param>
    public AutoscalerDecision Decide(int current, ScalingHistory history, DateTimeOffset now)
    {
        history.Begin(current, now);
        var (least, most) = ((int)(autoscaler.Int("spec", "minReplicas") ?? 1), (int)(autoscaler.Int("spec", "maxReplicas") ?? int.MaxValue));
        if (current == 0 && least != 0)
        {
            Say("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            return new(0, 0, "", _conditions, null, null);
        }
        if (current > most)
            return new(current, most, "Current number of replicas above Spec.MaxReplicas", _conditions, null, null);
        if (current < least)
            return new(current, least, "Current number of replicas below Spec.MinReplicas", _conditions, null, null);

        var (up, down) = ScalingRules.Of(autoscaler.Obj("spec"));
        var specs = autoscaler.Objects("spec", "metrics").ToList();
        var readings = specs.Select(spec => MetricReading.Of(spec, new(current, copies, new(down.Tolerance, up.Tolerance)), measure, unavailable)).ToList();
        var failed = readings.Where(r => r.Problem is not null).ToList();
        var best = readings.Where(r => r.Problem is null).MaxBy(r => r.Replicas);
        // With a part of the metrics it may only grow: the others might ask for more.
        if (failed is [var first, ..])
        {
            var failure = $"invalid metrics ({failed.Count} invalid out of {specs.Count}), first error is: {first.Problem}";
            if (best is null || best.Replicas < current)
            {
                Say("ScalingActive", false, first.Reason, $"the HPA was unable to compute the replica count: {first.Problem}");
                return new(current, current, "", _conditions, Statuses(readings), failure);
            }
        }
        Say("ScalingActive", true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {best!.Name}");
        var desired = Normalize(current, best.Replicas, least, most, up, down, history, now);
        var why = desired == current ? "" : best.Replicas > current ? $"{best.Name} above target" : "All metrics below target";
        return new(current, desired, why, _conditions, Statuses(readings), failed.Count > 0 ? failed[0].Problem : null);
    }

    private int Normalize(int current, int proposed, int least, int most, ScalingRules up, ScalingRules down, ScalingHistory history, DateTimeOffset now)
    {
        var stable = history.Stabilize(current, proposed, up, down, now);
        if (stable == proposed)
            Say("AbleToScale", true, "ReadyForNewScale", "recommended size matches current size");
        else if (proposed >= current)
            Say("AbleToScale", true, "ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation");
        else
            Say("AbleToScale", true, "ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");

        var (limit, reason, message) = (stable, "DesiredWithinRange", "the desired count is within the acceptable range");
        if (stable > current)
        {
            var ceiling = history.Ceiling(current, up, now);
            if (stable > Math.Min(most, ceiling))
                (limit, reason, message) = most > ceiling
                    ? (ceiling, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate")
                    : (most, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
        }
        else if (stable < current)
        {
            var floor = history.Floor(current, down, now);
            if (stable < Math.Max(least, floor))
                (limit, reason, message) = least < floor
                    ? (floor, "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate")
                    : (least, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
        }
        Say("ScalingLimited", limit != stable, reason, message);
        return limit;
    }

    private static JsonArray? Statuses(IEnumerable<MetricReading> readings)
    {
        var known = readings.Select(r => r.Status).OfType<JsonObject>().ToArray<JsonNode>();
        return known.Length > 0 ? new JsonArray(known) : null;
    }

    private void Say(string type, bool status, string reason, string message)
    {
        _conditions.RemoveAll(c => c.Type == type);
        _conditions.Add(new(type, status, reason, message));
    }
}
