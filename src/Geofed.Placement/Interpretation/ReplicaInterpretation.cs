using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Interpretation;

/// <summary>pkg/resourceinterpreter/default/native/replica.go, revisereplica.go; requirements by pkg/util/helper/binding.go.</summary>
internal static class ReplicaInterpretation
{
    private static readonly HashSet<string> Scaled = ["apps/v1 Deployment", "apps/v1 ReplicaSet", "apps/v1 StatefulSet"];

    public static ReplicaNeeds Get(JsonObject o) => ResourceInterpreter.Id(o) switch
    {
        var id when Scaled.Contains(id) => new(o.Int("spec", "replicas") ?? 0, Requirements(o.Obj("spec", "template", "spec"))),
        "batch/v1 Job" => new(JobReplicas(o), Requirements(o.Obj("spec", "template", "spec"))),
        "v1 Pod" => new(1, Requirements(o.Obj("spec"))),
        _ => default,
    };

    public static JsonObject Revise(JsonObject o, long replicas)
    {
        var revised = o.Copy();
        var field = ResourceInterpreter.Id(o) == "batch/v1 Job" ? "parallelism" : "replicas";
        if (revised.Obj("spec") is { } spec && spec.Int(field) is not null && (field == "parallelism" || Scaled.Contains(ResourceInterpreter.Id(o))))
            spec[field] = replicas;
        return revised;
    }

    private static long JobReplicas(JsonObject job)
    {
        var parallelism = job.Int("spec", "parallelism") ?? 0;
        return job.Int("spec", "completions") is { } completions ? Math.Min(parallelism, completions) : parallelism;
    }

    public static JsonObject? Requirements(JsonObject? pod)
    {
        var claim = new JsonObject();
        if (pod.Obj("nodeSelector") is { Count: > 0 } selector)
            claim["nodeSelector"] = selector.Copy();
        if (pod.Arr("tolerations") is { Count: > 0 } tolerations)
            claim["tolerations"] = tolerations.Copy();
        if (pod.Obj("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution") is { } affinity)
            claim["hardNodeAffinity"] = affinity.Copy();
        var request = PodRequest(pod);
        if (claim.Count == 0 && request.Count == 0)
            return null;
        var requirements = new JsonObject();
        if (claim.Count > 0)
            requirements["nodeClaim"] = claim;
        if (request.Count > 0)
            requirements["resourceRequest"] = request;
        return requirements;
    }

    /// <summary>The containers' sum or the greatest init container, and the overhead; cpu in thousandths, all else in whole units.</summary>
    private static JsonObject PodRequest(JsonObject? pod)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, amount) in pod.Objects("containers").SelectMany(Request))
            sum[name] = sum.GetValueOrDefault(name) + amount;
        foreach (var (name, amount) in pod.Objects("initContainers").SelectMany(Request))
            sum[name] = Math.Max(sum.GetValueOrDefault(name), amount);
        foreach (var (name, value) in pod.Obj("overhead") ?? [])
            sum[name] = sum.GetValueOrDefault(name) + Amount(name, value);
        return new([.. sum.Where(r => r.Value > 0).Select(r => KeyValuePair.Create(r.Key, (JsonNode?)Show(r.Key, r.Value)))]);
    }

    private static IEnumerable<(string Name, long Amount)> Request(JsonObject container)
    {
        var requests = container.Obj("resources", "requests");
        var limits = container.Obj("resources", "limits");
        foreach (var (name, value) in requests ?? [])
            yield return (name, Amount(name, value));
        foreach (var (name, value) in limits ?? [])
        {
            if (requests?.ContainsKey(name) != true)
                yield return (name, Amount(name, value));
        }
    }

    private static long Amount(string name, JsonNode? value) =>
        Quantity.From(value) is not { } quantity ? 0 : name == "cpu" ? quantity.Milli : quantity.Units;

    private static string Show(string name, long amount)
    {
        if (name == "cpu")
            return Quantity.FromMilli(amount).ToString();
        var binary = name is "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal);
        return Quantity.FromUnits(amount, binary ? QuantityFormat.BinarySI : QuantityFormat.DecimalSI).ToString();
    }
}
