using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
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
        var offers = (await OffersAsync(kind, without, ct).ConfigureAwait(false)).Concat(with.Select(w => w.Offer())).ToList();
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

    private async Task<IReadOnlyList<ClusterOffer>> OffersAsync(ApiResource kind, IReadOnlyList<string> without, CancellationToken ct)
    {
        var clusters = (await api.ListAsync(new(KarmadaApi.Clusters), ListOptions.All, ct).ConfigureAwait(false)).Items.Where(c => !without.Contains(c.Name())).ToList();
        var bindings = (await api.ListAsync(new(KarmadaApi.ResourceBindings), ListOptions.All, ct).ConfigureAwait(false)).Items;
        var read = await new MemberNodes(members).ReadAsync(clusters, bindings, ct).ConfigureAwait(false);
        return [.. clusters.Select(c => read.TryGetValue(c.Name(), out var found)
            ? new ClusterOffer(c.Name(), c.Str("spec", "region") ?? "", found.Nodes, found.Room) { Closed = Closed(c, kind) }
            : new ClusterOffer(c.Name(), c.Str("spec", "region") ?? "", [], ClusterRoom.Of([], [])) { Closed = Closed(c, kind) ?? "its nodes cannot be read" })];
    }

    /// <summary>Why a member takes nothing of the kind: what the scheduler's filters would say.</summary>
    private static string? Closed(JsonObject cluster, ApiResource kind)
    {
        var member = FederationMember.From("", cluster);
        if (member.Status == "Leaving")
            return "it is leaving the federation";
        if (cluster.Objects("spec", "taints").FirstOrDefault(t => t.Str("effect") is "NoSchedule" or "NoExecute") is { } taint)
            return $"it has the taint {TaintText.Write(taint)}";
        if (member.Status == "NotReady")
            return $"it is not ready: {member.Reason}";
        return cluster.Objects("status", "apiEnablements").Where(e => e.Str("groupVersion") == kind.Resource.ApiVersion).SelectMany(e => e.Objects("resources")).Any(r => r.Str("kind") == kind.Kind)
            ? null : $"it does not serve {kind.Kind} ({kind.Resource.ApiVersion})";
    }
}
