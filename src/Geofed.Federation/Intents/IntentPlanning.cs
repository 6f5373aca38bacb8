using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Costs;
using Geofed.Placement.Geography;
using Geofed.Placement.Intents;
using Geofed.Placement.Interpretation;

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
        var (replicas, requirements) = ResourceInterpreter.GetReplicas(template);
        var claim = ReplicaClaim.From(requirements);
        return new(claim, Math.Max(1, replicas))
        {
            Gpu = (int)claim.Requests.GetValueOrDefault(Gpus),
            Accelerator = template.Str("spec", "template", "spec", "nodeSelector", AcceleratorLabel),
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
}
