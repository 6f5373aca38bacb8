using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Capacity;
using Geofed.Placement.Datasets;
using Geofed.Placement.Intents;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Scheduling;

namespace Geofed.Placement.Planning;

/// <summary>Reads a planning problem from the documents of a federation and its members. Pure.</summary>
/// <param name="includeRunning">Whether jobs that run may be moved: they begin anew elsewhere.</param>
/// <param name="known">Where regions and data are, and what GPUs cost; by default the regions of Google Cloud and nothing else.</param>
public sealed class PlanningDocuments(IReadOnlyList<MemberDocuments> members, IReadOnlyList<WorkloadDocuments> workloads, bool includeRunning, DateTimeOffset now, PlanningKnowledge? known = null)
{
    private const string Gpus = "nvidia.com/gpu", PodSlots = "pods";

    private readonly PlanningKnowledge _known = known ?? new();
    private readonly ReplicaClaim[] _claims = [.. workloads.Select(w => ReplicaClaim.From(ResourceInterpreter.GetReplicas(w.Template).Requirements))];
    private readonly Func<JsonObject, bool>[] _isOf = [.. workloads.Select(w => WorkloadPods.Of(w.Template))];

    /// <summary>What the prices do not say about nodes that workloads want: because of it prices do not count.</summary>
    public IReadOnlyList<string> PriceHoles => Costs().Holes;

    /// <summary>The problem; workloads that are done are not in it.</summary>
    public PlanningProblem Problem()
    {
        string[] resources = [Gpus, PodSlots, .. _claims.SelectMany(c => c.Requests.Keys).Distinct().Where(r => r is not (Gpus or PodSlots)).Order(StringComparer.Ordinal)];
        var holds = workloads.Select(_ => new Dictionary<string, IReadOnlyList<NodeHold>>()).ToList();
        var begun = new DateTimeOffset?[workloads.Count];
        var (costs, distances) = (Costs(), new PlanningDistances(_known.Atlas));
        var clusters = members.Select(m => Cluster(m, resources, costs, holds, begun)).ToList();
        var kinds = clusters.SelectMany(c => c.Nodes).Select(n => n.Kind).ToHashSet();
        return new(clusters, [.. workloads.Index().Where(w => !IsDone(w.Item.Binding)).Select(w => Workload(w.Index, resources, kinds, costs, holds[w.Index], begun[w.Index])).OfType<PlanningWorkload>()])
        {
            Kilometres = distances.Kilometres,
            RoundTripMs = distances.RoundTripMs,
        };
    }

    /// <summary>What pods of others take is not free. The kind of a node is who may run on it, whatever it is by: selectors, affinity, taints.</summary>
    private PlanningCluster Cluster(MemberDocuments member, string[] resources, PlanningCosts costs, List<Dictionary<string, IReadOnlyList<NodeHold>>> holds, DateTimeOffset?[] begun)
    {
        var places = member.Nodes.Select((n, i) => (Name: n.Name(), i)).ToDictionary(n => n.Name, n => n.i);
        var free = member.Nodes.Select(n => resources.Select(r => NodeRoom.Amount(r, n.At("status", "allocatable", r))).ToArray()).ToList();
        var held = workloads.Select(_ => new SortedDictionary<int, int>()).ToList();
        foreach (var pod in member.Pods.Where(WorkloadPods.IsLive))
        {
            if (pod.Str("spec", "nodeName") is not { Length: > 0 } name || !places.TryGetValue(name, out var node))
                continue;
            var owner = Array.FindIndex(_isOf, isOf => isOf(pod));
            if (owner < 0)
            {
                var claim = Amounts(ReplicaClaim.Of(pod), resources);
                for (var i = 0; i < resources.Length; i++)
                    free[node][i] -= claim[i];
                continue;
            }
            held[owner][node] = held[owner].GetValueOrDefault(node) + 1;
            if (KubeTime.Parse(pod.Str("status", "startTime") ?? pod.Str("metadata", "creationTimestamp")) is { } at && (begun[owner] is not { } before || at < before))
                begun[owner] = at;
        }
        foreach (var (w, nodes) in held.Index().Where(h => h.Item.Count > 0))
            holds[w][member.Cluster.Name()] = [.. nodes.Select(n => new NodeHold(n.Key, n.Value))];
        return new(member.Cluster.Name(), member.Region,
            [.. member.Nodes.Select((n, i) => new PlanningNode(Kind(new NodeRoom(n)), free[i]) { GpuHourPrice = costs.OfGpu(n, member.Region) })]);
    }

    private PlanningCosts Costs() => new(members, _known, _claims, workloads.Where(w => w.IsJob).Select(DataOf).OfType<Dataset>().Distinct(), workloads.Any(w => w.IsJob && w.Intent.Prefer == Preference.Greenest));

    private Dataset? DataOf(WorkloadDocuments workload) => _known.Datasets.FirstOrDefault(d => d.Name == workload.Intent.Dataset);

    /// <summary>A letter for each workload.</summary>
    private string Kind(NodeRoom node) => string.Concat(_claims.Select(c => c.Accepts(node) ? '+' : '-'));

    private static long[] Amounts(ReplicaClaim claim, string[] resources) => [.. resources.Select(r => r == PodSlots ? 1 : claim.Requests.GetValueOrDefault(r))];

    private PlanningWorkload? Workload(int index, string[] resources, HashSet<string> kinds, PlanningCosts costs, Dictionary<string, IReadOnlyList<NodeHold>> holds, DateTimeOffset? begun)
    {
        var (workload, held) = (workloads[index], holds.Values.Sum(h => h.Sum(n => n.Pods)));
        var pods = (int)ResourceInterpreter.GetReplicas(workload.Template).Replicas;
        if (pods == 0)
            return null;
        var claim = new PodClaim(Amounts(_claims[index], resources)) { NodeKinds = kinds.Where(k => k[index] == '+').ToHashSet() };
        var (allowed, podHour) = (Allowed(workload), costs.OfPod(_claims[index]));
        var priority = (int)(workload.Binding.Int("spec", "schedulePriority", "priority") ?? 0);
        if (!workload.IsJob)
            return new PlanningService(workload.Name, Math.Max(pods, held), claim) { Priority = priority, Clusters = allowed, Holds = holds, Movable = allowed.Count > 0, Users = workload.Intent.Users, PodHour = podHour };
        var length = workload.Template.Int("spec", "activeDeadlineSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : workload.Intent.Expected;
        var worked = begun is { } at && now > at ? now - at : TimeSpan.Zero;
        var data = DataOf(workload);
        // One of whose pods some run and some wait is left to its cluster.
        return new PlanningJob(workload.Name, held > 0 ? held : pods, claim)
        {
            Priority = priority,
            Clusters = allowed,
            Holds = holds,
            Movable = allowed.Count > 0 && (held == 0 || includeRunning && held == pods && holds.Count == 1),
            Duration = length > worked ? length - worked : length,
            Unsaved = worked,
            DataRegions = [.. (data?.Replicas ?? []).Select(r => r.Region)],
            DataGB = data?.SizeGB ?? 0,
            Near = workload.Intent.Near,
            PodHour = podHour,
            Egress = costs.OfReading(data),
            Carbon = workload.Intent.Prefer == Preference.Greenest ? costs.OfCarbon() : new Dictionary<string, double>(),
            Cheapest = workload.Intent.Prefer == Preference.Cheapest,
        };
    }

    /// <summary>Where its placement would let it go, by the very filters of the scheduler; where it is now it may stay.</summary>
    private HashSet<string> Allowed(WorkloadDocuments workload)
    {
        var binding = workload.Binding.Copy();
        var spec = binding.Ensure("spec");
        spec["placement"] = workload.Placement.Copy();
        spec.Remove("clusters");
        binding.Obj("status")?.Remove("schedulerObservingAffinityName");
        // Which of several terms, and who has room, is the plan's to say.
        var candidates = Scheduler.Candidates(binding, [.. members.Select(m => m.Cluster)]).SelectMany(tier => tier).ToHashSet();
        return [.. members.Where(m => !m.Cluster.IsDeleting()).Select(m => m.Cluster.Name()).Where(candidates.Contains)];
    }

    private static bool IsDone(JsonObject binding) => binding.IsDeleting()
        || binding.Objects("status", "aggregatedStatus").SelectMany(s => s.Objects("status", "conditions")).Any(c => c.Str("type") is "Complete" or "Failed" && c.Str("status") == "True");
}
