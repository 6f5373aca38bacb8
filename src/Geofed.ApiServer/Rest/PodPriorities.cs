using System.Text.Json.Nodes;
using Geofed.ApiServer.Storage;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Gives pods the priority of their PriorityClass: the Priority admission plugin (plugin/pkg/admission/priority).</summary>
internal sealed class PodPriorities(ApiState state)
{
    private const string Table = "scheduling.k8s.io/priorityclasses";

    /// <summary>Known to every cluster, whether or not it has objects for them.</summary>
    private static readonly Dictionary<string, long> System = new() { ["system-cluster-critical"] = 2_000_000_000, ["system-node-critical"] = 2_000_001_000 };

    public void Admit(JsonObject pod)
    {
        var spec = pod.Ensure("spec");
        var named = spec.Str("priorityClassName") is { Length: > 0 } name ? Find(pod, name) : Default(spec);
        var priority = named?.Int("value") ?? 0;
        if (spec.Int("priority") is { } given && given != priority)
            throw Refuse(pod, $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        spec["priority"] = priority;
        var policy = named.Str("preemptionPolicy") ?? "PreemptLowerPriority";
        if (spec.Str("preemptionPolicy") is { } wanted && wanted != policy)
            throw Refuse(pod, $"the string value of PreemptionPolicy ({wanted}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        spec["preemptionPolicy"] = policy;
    }

    private JsonObject Find(JsonObject pod, string name) =>
        state.Partition.Get(Table, Entry.KeyOf(null, name))?.Parse()
        ?? (System.TryGetValue(name, out var value) ? new() { ["value"] = value } : throw Refuse(pod, $"no PriorityClass with name {name} was found"));

    /// <summary>The class of those that name none: of several defaults the lowest.</summary>
    private JsonObject? Default(JsonObject spec)
    {
        var found = state.Partition.Read(Table).Entries.Select(entry => entry.Parse()).Where(c => c.Bool("globalDefault") == true).MinBy(c => c.Int("value"));
        if (found is not null)
            spec["priorityClassName"] = found.Name();
        return found;
    }

    private static KubeApiException Refuse(JsonObject pod, string why) => Failures.Forbidden(new("", "v1", "pods"), pod.Name(), why);
}
