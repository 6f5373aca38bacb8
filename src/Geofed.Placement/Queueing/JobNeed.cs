using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Queueing;

/// <summary>What a Job needs, in words, and which of it is told when it is short. Pure.</summary>
public static class JobNeed
{
    private const string Accelerator = "cloud.google.com/gke-accelerator";

    /// <summary>"8 nvidia-l4 on one node", "4 pods of 2 nvidia-l4 each in one cluster", "3 pods of cpu 2, memory 8Gi each in one cluster".</summary>
    /// <param name="requirements">A binding's replicaRequirements; null for none.</param>
    public static string Of(JsonObject? requirements, long pods)
    {
        var one = Gpus(requirements) is { } gpus
            ? $"{requirements.Obj("resourceRequest").At(gpus)} {requirements.Str("nodeClaim", "nodeSelector", Accelerator) ?? gpus}"
            : string.Join(", ", (requirements.Obj("resourceRequest") ?? []).Select(r => $"{r.Key} {r.Value}"));
        return pods == 1
            ? one.Length == 0 ? "1 pod" : $"{one} on one node"
            : $"{pods} pods{(one.Length == 0 ? "" : $" of {one} each")} in one cluster";
    }

    /// <summary>Its GPUs, or whatever else is no resource of every node; cpu when it asks for no such thing.</summary>
    public static string Scarce(JsonObject? requirements) => Gpus(requirements) ?? "cpu";

    /// <summary>An amount of a resource as Kubernetes writes it.</summary>
    /// <param name="amount">Of cpu in thousandths, of all else in whole units.</param>
    public static string Amount(string resource, long amount) => resource == "cpu" ? Quantity.FromMilli(amount).ToString() : amount.ToString(CultureInfo.InvariantCulture);

    private static string? Gpus(JsonObject? requirements) =>
        (requirements.Obj("resourceRequest") ?? []).Select(r => r.Key).FirstOrDefault(key => key.Contains('/', StringComparison.Ordinal));
}
