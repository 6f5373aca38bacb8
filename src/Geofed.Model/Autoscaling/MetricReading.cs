using System.Text.Json.Nodes;

namespace Geofed.Model.Autoscaling;

/// <summary>What became of one metric of an autoscaler.</summary>
/// <param name="Name">As reasons and events name it.</param>
/// <param name="Reason">That of the condition when it could not be had.</param>
internal sealed record MetricReading(string Name, int Replicas, JsonObject? Status, string Reason, string? Problem)
{
    public static MetricReading Of(JsonObject metric, ScaleTarget scaled, Func<string, string?, IReadOnlyList<PodLoad>> measure, string? unavailable) => metric.Str("type") switch
    {
        "Resource" => Resource(metric.Obj("resource"), null, "FailedGetResourceMetric", scaled, measure, unavailable),
        "ContainerResource" => Resource(metric.Obj("containerResource"), metric.Str("containerResource", "container"), "FailedGetContainerResourceMetric", scaled, measure, unavailable),
        // Nobody serves custom or external metrics here.
        var type => new("", 0, null, $"FailedGet{type}Metric", $"unable to get metrics of type {type}: only Resource and ContainerResource are measured"),
    };

    private static MetricReading Resource(
        JsonObject? source, string? container, string reason, ScaleTarget scaled, Func<string, string?, IReadOnlyList<PodLoad>> measure, string? unavailable)
    {
        var resource = source.Str("name") ?? "";
        var target = source.Obj("target");
        MetricReading Failed(string problem) => new("", 0, null, reason, $"failed to get {resource} utilization: {problem}");
        if (unavailable is not null)
            return Failed($"unable to get metrics for resource {resource}: {unavailable}");
        if (Quantity.From(target.At("averageValue")) is { } average)
        {
            var byAverage = ReplicaCalculation.ByAverage(measure(resource, container), scaled, average.Milli);
            return byAverage.Problem is { } why ? Failed(why) : new($"{resource} resource", byAverage.Replicas, StatusOf(resource, container, byAverage), reason, null);
        }
        if (target.Int("averageUtilization") is not { } percent)
            return Failed("invalid resource metric source: neither an average utilization target nor an average value target was set");
        var proposal = ReplicaCalculation.ByUtilization(measure(resource, container), scaled, (int)percent, resource);
        var name = container is null ? $"{resource} resource utilization (percentage of request)" : $"{resource} container resource utilization (percentage of request)";
        return proposal.Problem is { } problem ? Failed(problem) : new(name, proposal.Replicas, StatusOf(resource, container, proposal), reason, null);
    }

    private static JsonObject StatusOf(string resource, string? container, ReplicaProposal proposal)
    {
        var current = new JsonObject();
        if (proposal.Utilization is { } utilization)
            current["averageUtilization"] = utilization;
        current["averageValue"] = Quantity.FromMilli(proposal.Average).ToString();
        var status = new JsonObject { ["name"] = resource, ["current"] = current };
        if (container is not null)
            status["container"] = container;
        return container is null ? new() { ["type"] = "Resource", ["resource"] = status } : new() { ["type"] = "ContainerResource", ["containerResource"] = status };
    }
}
