using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Queueing;

/// <summary>What a Job needs, in words, and which of it is told when it is short. Pure.</summary>
public static class JobNeed
{
    private const string Accelerator = "cloud.google.com/gke-accelerator";

    /// <summary>"8 nvidia-l4 on one node", "4 pods of 2 nvidia-l4 each in one cluster", "3 pods of cpu 2, memory 8Gi each in one cluster".</summary>
    /// <param name="needs">By size: a binding's replicaRequirements, null for none, and how many such pods.</param>
    public static string Of(IReadOnlyList<(JsonObject? Requirements, long Pods)> needs) => needs is [var only]
        ? Of(only.Requirements, only.Pods)
        : $"{string.Join(" and ", needs.Select(need => Each(need.Requirements, need.Pods)))} in one cluster";

    /// <param name="requirements">A binding's replicaRequirements; null for none.</param>
    public static string Of(JsonObject? requirements, long pods) => pods > 1
        ? $"{Each(requirements, pods)} in one cluster"
        : One(requirements) is { Length: > 0 } one ? $"{one} on one node" : "1 pod";

    private static string Each(JsonObject? requirements, long pods) =>
        $"{pods} pod{(pods == 1 ? "" : "s")}{(One(requirements) is { Length: > 0 } one ? $" of {one}{(pods == 1 ? "" : " each")}" : "")}";

    private static string One(JsonObject? requirements) => Gpus(requirements) is { } gpus
        ? $"{requirements.Obj("resourceRequest").At(gpus)} {requirements.Str("nodeClaim", "nodeSelector", Accelerator) ?? gpus}"
        : string.Join(", ", (requirements.Obj("resourceRequest") ?? []).Select(r => $"{r.Key} {r.Value}"));

    /// <summary>Its GPUs, or whatever else is no resource of every node; cpu when it asks for no such thing.</summary>
    public static string Scarce(JsonObject? requirements) => Gpus(requirements) ?? "cpu";

    /// <summary>That of the pods which are hardest to place.</summary>
    public static string Scarce(IReadOnlyList<(JsonObject? Requirements, long Pods)> needs) => needs.Select(need => Gpus(need.Requirements)).FirstOrDefault(gpus => gpus is not null) ?? "cpu";

    /// <summary>An amount of a resource as Kubernetes writes it.</summary>
    /// <param name="amount">Of cpu in thousandths, of all else in whole units.</param>
    public static string Amount(string resource, long amount) => resource == "cpu" ? Quantity.FromMilli(amount).ToString() : amount.ToString(CultureInfo.InvariantCulture);

    private static string? Gpus(JsonObject? requirements) =>
        (requirements.Obj("resourceRequest") ?? []).Select(r => r.Key).FirstOrDefault(key => key.Contains('/', StringComparison.Ordinal));
}
