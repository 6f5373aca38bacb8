using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Federation.Datasets;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Costs;
using Geofed.Placement.Datasets;
using Geofed.Placement.Geography;

namespace Geofed.Federation.Intents;

/// <summary>A policy whose intent comes to another placement than it has, since members have come or gone, or prices and round trips have changed.</summary>
/// <param name="Policy">As it is to be.</param>
/// <param name="From">Where it leads now, in words.</param>
/// <param name="To">Where it will lead.</param>
public sealed record Recompiled(JsonObject Policy, string From, string To);

/// <summary>Works out anew what was wanted of a workload's place, with the compiler that published it.</summary>
/// <param name="name">The federation's name.</param>
public sealed class Recompilation(string name, IKubeApi api, MemberAccess members, Atlas atlas, PriceList? prices)
{
    private static readonly string[] Compiled = ["clusterAffinity", "clusterAffinities", "replicaScheduling"];

    /// <summary>Null where nothing was wanted, where a plan has the say, or where the same comes out. Changes nothing.</summary>
    /// <exception cref="Placement.Intents.IntentException">What was wanted cannot be had any more.</exception>
    /// <exception cref="PriceHoleException">The prices do not say what the order needs.</exception>
    /// <exception cref="FormatException">The annotation cannot be understood.</exception>
    public async Task<Recompiled?> FindAsync(ApiResource kind, JsonObject template, CancellationToken ct)
    {
        if (await api.FindAsync(PropagationPolicy.PathFor(template), ct).ConfigureAwait(false) is not { } policy || !PropagationPolicy.IsOwn(policy, template)
            || policy.Annotation(GeofedMarks.Planned) is not null || policy.Annotation(GeofedMarks.Intent) is not { } text)
            return null;
        var intent = SavedIntent.Read(text);
        var fresh = intent.IsServing
            ? (await new ServingPlanning(api, members, atlas).PlanAsync(kind, template, intent.Serving, intent.Placement, [], [], ct).ConfigureAwait(false)).Policy
            : (await new IntentPlanning(name, api, members, atlas, prices).PlanAsync(kind, template, await JobAsync(intent, ct).ConfigureAwait(false), [], [], ct).ConfigureAwait(false)).Policy;
        var (placement, was) = (fresh.Obj("spec", "placement")!, policy.Obj("spec", "placement") ?? []);
        if (!intent.IsServing)
            await StayAsync(kind, template, placement, ct).ConfigureAwait(false);
        if (Compiled.All(field => JsonNavigation.Same(placement[field], was[field])))
            return null;
        // All else of the policy, such as the turn in the queue, is as it was asked for.
        var changed = policy.Copy();
        foreach (var field in Compiled)
        {
            if (placement[field] is { } value)
                changed.Ensure("spec", "placement")[field] = value.DeepClone();
            else
                changed.Ensure("spec", "placement").Remove(field);
        }
        return new(changed, Words(was), Words(placement));
    }

    /// <exception cref="KubeApiException">Conflict when somebody has changed the policy meanwhile.</exception>
    public Task ApplyAsync(Recompiled change, CancellationToken ct) => api.ReplaceAsync(new(KarmadaApi.PropagationPolicies, change.Policy.Namespace(), change.Policy.Name()), change.Policy, new("geofed"), ct);

    private async Task<IntentRequest> JobAsync(SavedIntent intent, CancellationToken ct)
    {
        if (intent.Dataset is not { } dataset)
            return intent.Job;
        var found = (await FederatedDatasets.DocumentsAsync(api, ct).ConfigureAwait(false)).Select(Dataset.From).FirstOrDefault(d => d.Name == dataset);
        return intent.Job with { Dataset = found ?? throw new FormatException($"It reads the dataset '{dataset}', which is not registered any more.") };
    }

    /// <summary>What runs in a cluster has this one first as before: its own pods take the room there, and it is not to be begun anew elsewhere.</summary>
    private async Task StayAsync(ApiResource kind, JsonObject template, JsonObject placement, CancellationToken ct)
    {
        var binding = await api.FindAsync(new(KarmadaApi.ResourceBindings, template.Namespace(), KarmadaNames.Binding(kind.Kind, template.Name())), ct).ConfigureAwait(false);
        if (binding.Objects("spec", "clusters").ToList() is [var only] && placement.Objects("clusterAffinities").ToList() is { Count: > 0 } terms)
            placement["clusterAffinities"] = new JsonArray([.. terms.OrderByDescending(t => t.Strings("clusterNames").Contains(only.Str("name"))).Select(t => t.Copy())]);
    }

    private static string Words(JsonObject placement)
    {
        var weights = placement.Objects("replicaScheduling", "weightPreference", "staticWeightList").Select(w => $"{string.Join(", ", w.Strings("targetCluster", "clusterNames"))} ({w.Int("weight")})").ToList();
        var terms = placement.Objects("clusterAffinities").SelectMany(t => t.Strings("clusterNames")).Concat(placement.Strings("clusterAffinity", "clusterNames")).ToList();
        return string.Join(", ", weights.Count > 0 ? weights : terms);
    }
}
