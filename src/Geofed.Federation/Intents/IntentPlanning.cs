using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Costs;
using Geofed.Placement.Geography;
using Geofed.Placement.Intents;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Jobs;

namespace Geofed.Federation.Intents;

/// <summary>Asks a federation and its members what a job needs to know about them, and finds its place. Changes nothing.</summary>
/// <param name="name">The federation's name, for output.</param>
public sealed class IntentPlanning(string name, IKubeApi api, MemberAccess members, Atlas atlas, PriceList? prices)
{
    private const string Gpus = "nvidia.com/gpu";
    private const string AcceleratorLabel = "cloud.google.com/gke-accelerator";

    /// <param name="template">The Job as it would be published.</param>
    /// <param name="without">Members that are supposed to be lost.</param>
    /// <param name="with">Clusters that are supposed to be there.</param>
    /// <exception cref="IntentException">It contradicts itself, or no cluster could ever take it.</exception>
    /// <exception cref="PriceHoleException">The prices do not say what the order needs.</exception>
    public async Task<IntentPlan> PlanAsync(ApiResource kind, JsonObject template, IntentRequest request, IReadOnlyList<string> without, IReadOnlyList<HypotheticalCluster> with, CancellationToken ct)
    {
        var intent = Intent(template, request);
        var offers = (await new MemberOffers(api, members).ReadAsync(kind, without, ct).ConfigureAwait(false)).Concat(with.Select(w => w.Offer())).ToList();
        var assessments = new IntentCompiler(atlas, prices).Compile(intent, offers);
        var chosen = assessments.FirstOrDefault(a => a.Fits);
        return new(
            [.. assessments.Select(a => JobCandidate.From(a, $"{kind.Kind}/{template.Name()}", name, a == chosen || intent.Divide && a.Fits))],
            IntentPolicy.For(template, intent, assessments));
    }

    private static JobIntent Intent(JsonObject template, IntentRequest request)
    {
        var sets = Sets(template);
        var claim = sets[0].Claim;
        return new(claim, sets.Sum(set => set.Replicas))
        {
            Sets = sets,
            Gpu = (int)claim.Requests.GetValueOrDefault(Gpus),
            Accelerator = PodSets.Of(template)?.Select(set => set.Template.Str("spec", "nodeSelector", AcceleratorLabel)).OfType<string>().FirstOrDefault(),
            Dataset = request.Dataset,
            Near = request.Near,
            MaxRoundTripMs = request.MaxRoundTripMs,
            Prefer = request.Prefer,
            SpareCapacity = request.SpareCapacity,
            Divide = request.Divide,
            ExpectedHours = request.ExpectedHours,
            Clusters = request.Clusters,
            Regions = request.Regions,
        };
    }

    /// <summary>The largest first.</summary>
    private static IReadOnlyList<(ReplicaClaim Claim, long Replicas)> Sets(JsonObject template)
    {
        if (ResourceInterpreter.GetComponents(template) is { } components)
            return ReplicaClaim.LargestFirst(components.Objects().Select(c => (ReplicaClaim.From(c.Obj("replicaRequirements")), c.Int("replicas") ?? 0)));
        var (replicas, requirements) = ResourceInterpreter.GetReplicas(template);
        return [(ReplicaClaim.From(requirements), Math.Max(1, replicas))];
    }
}
