using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;
using Geofed.Placement.Geography;
using Geofed.Placement.Intents;
using Geofed.Placement.Interpretation;

namespace Geofed.Federation.Intents;

/// <summary>Asks a federation and its members what something that serves needs to know about them, and divides its replicas. Changes nothing.</summary>
public sealed class ServingPlanning(IKubeApi api, MemberAccess members, Atlas atlas)
{
    /// <param name="template">As it would be published.</param>
    /// <param name="placement">Where it may go at all, and what bounds it.</param>
    /// <param name="without">Members that are supposed to be lost.</param>
    /// <param name="with">Clusters that are supposed to be there.</param>
    /// <exception cref="IntentException">It contradicts itself, or there would be no room for it even if nothing else ran.</exception>
    public async Task<(ServingPlan Plan, JsonObject Policy)> PlanAsync(
        ApiResource kind, JsonObject template, ServingRequest request, PlacementRequest placement, IReadOnlyList<string> without, IReadOnlyList<HypotheticalCluster> with, CancellationToken ct)
    {
        var (replicas, requirements) = ResourceInterpreter.GetReplicas(template);
        var bindings = template.Namespace() is null ? KarmadaApi.ClusterResourceBindings : KarmadaApi.ResourceBindings;
        var binding = await api.FindAsync(new(bindings, template.Namespace(), KarmadaNames.Binding(kind.Kind, template.Name())), ct).ConfigureAwait(false);
        var intent = new ServingIntent(ReplicaClaim.From(requirements), Math.Max(1, replicas))
        {
            Users = request.Users,
            Concentrate = request.Concentrate,
            MinPerPlace = request.MinPerPlace,
            MinRegions = placement.MinRegions,
            MaxPerCluster = placement.MaxPerCluster,
            Clusters = placement.Clusters,
            Regions = placement.Regions,
            Running = binding.Objects("spec", "clusters").ToDictionary(t => t.Str("name") ?? "", t => t.Int("replicas") ?? 0),
        };
        var offers = (await new MemberOffers(api, members).ReadAsync(kind, without, ct).ConfigureAwait(false)).Concat(with.Select(w => w.Offer())).ToList();
        var plan = new ServingCompiler(atlas).Compile(intent, offers);
        return (plan, ServingPolicy.For(template, intent, plan));
    }
}
