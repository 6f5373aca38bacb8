using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Requests and limits of a pod as a whole (validatePodResources, validatePodResourceConsistency).</summary>
internal static class PodResourceRules
{
    public static void Validate(JsonObject spec, FieldErrors errors, string path)
    {
        if (spec.Obj("resources") is not { } resources)
            return;
        if (resources["claims"] is not null)
            errors.Forbidden($"{path}.claims", "claims cannot be set for Resources at pod-level");
        ResourceRules.OfPod(resources, errors, path);
        var requests = ResourceRules.Amounts(resources, "requests");
        foreach (var (name, sum) in Sum(spec))
        {
            var own = requests.GetValueOrDefault(name);
            if (sum > own)
                errors.Invalid($"{path}.requests[{name}]", own.ToString(), $"must be greater than or equal to aggregate container requests of {sum}");
        }
        Limits(spec, ResourceRules.Amounts(resources, "limits"), errors, path);
    }

    private static void Limits(JsonObject spec, SortedDictionary<string, Quantity> limits, FieldErrors errors, string path)
    {
        var i = 0;
        foreach (var container in spec.Objects("containers"))
        {
            foreach (var (name, limit) in ResourceRules.Amounts(container.Obj("resources"), "limits"))
            {
                if (limits.TryGetValue(name, out var most) && limit > most)
                    errors.Invalid($"{path}.containers[{i}][{name}].limits", limit.ToString(), $"must be less than or equal to pod limits of {most}");
            }
            i++;
        }
    }

    /// <summary>What the containers ask for together: sidecars stay, other init containers run one by one before the rest.</summary>
    public static SortedDictionary<string, Quantity> Sum(JsonObject spec)
    {
        var sum = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Objects("containers"))
            Add(sum, ResourceRules.Amounts(container.Obj("resources"), "requests"));
        var (sidecars, highest) = (new SortedDictionary<string, Quantity>(StringComparer.Ordinal), new SortedDictionary<string, Quantity>(StringComparer.Ordinal));
        foreach (var container in spec.Objects("initContainers"))
        {
            var requests = ResourceRules.Amounts(container.Obj("resources"), "requests");
            if (container.Str("restartPolicy") == "Always")
            {
                Add(sum, requests);
                Add(sidecars, requests);
                requests = sidecars;
            }
            else
                Add(requests, sidecars);
            Most(highest, requests);
        }
        Most(sum, highest);
        return sum;
    }

    private static void Add(SortedDictionary<string, Quantity> sum, SortedDictionary<string, Quantity> more)
    {
        foreach (var (name, amount) in more)
            sum[name] = sum.TryGetValue(name, out var now) ? now + amount : amount;
    }

    private static void Most(SortedDictionary<string, Quantity> most, SortedDictionary<string, Quantity> other)
    {
        foreach (var (name, amount) in other)
        {
            if (!most.TryGetValue(name, out var now) || amount > now)
                most[name] = amount;
        }
    }
}
