using Geofed.Placement.Division;
using Geofed.Placement.Geography;

namespace Geofed.Placement.Intents;

/// <summary>Divides the replicas of something that serves so that its users are served from near. Pure.</summary>
public sealed class ServingCompiler(Atlas atlas)
{
    /// <summary>
    /// Each place gets replicas by its share of the users, and these go to the nearest clusters with room now, so that the sum of all ways is least. What finds no
    /// room now goes where it would find some if nothing else ran there.
    /// </summary>
    /// <exception cref="IntentException">It contradicts itself, or there would be no room for it even if nothing else ran.</exception>
    public ServingPlan Compile(ServingIntent intent, IReadOnlyList<ClusterOffer> offers)
    {
        ServingContradictions.Check(intent);
        var open = offers.Where(o => IsNamed(intent, o) && o.Closed is null).OrderBy(o => o.Cluster, StringComparer.Ordinal).ToList();
        var most = intent.MaxPerCluster ?? long.MaxValue;
        var ever = open.ConvertAll(o => Math.Min(most, o.Empty.Fits(intent.Claim))).ToArray();
        Check(intent, offers, open, ever);
        var now = open.Select((o, i) => Math.Min(ever[i], o.Room.Fits(intent.Claim) + intent.Running.GetValueOrDefault(o.Cluster))).ToArray();

        var distance = new UserDistance(atlas);
        var users = intent.Served.OrderBy(u => u.Place, StringComparer.Ordinal).ToList();
        var ms = users.Select(u => open.Select(o => distance.Ms(u.Place, o.Region)).ToArray()).ToArray();
        var room = now.ToArray();
        var flow = new UserFlow(ms, room);
        foreach (var (place, replicas) in Quotas(intent, users))
        {
            var group = users.FindIndex(u => u.Place == place);
            for (var i = 0L; i < replicas; i++)
            {
                if (flow.Add(group))
                    continue;
                ever.CopyTo(room, 0);
                flow.Add(group);
            }
        }
        ever.CopyTo(room, 0);
        if (!flow.SpreadOver(intent.MinRegions, open.ConvertAll(o => o.Region)))
            throw new IntentException(IntentProblem.Impossible, $"-MinRegions asks for {intent.MinRegions} regions, but there is room for such replicas in only {open.Where((_, i) => ever[i] > 0).Select(o => o.Region).Distinct().Count()}.");
        return new([.. open.Select((o, c) => Share(o, c, now[c], users, ms, flow))], now.Select((n, c) => Math.Max(0, flow.Load[c] - n)).Sum());
    }

    private static ServingShare Share(ClusterOffer offer, int cluster, long room, List<UserShare> users, double[][] ms, UserFlow flow)
    {
        var served = users.Index().Where(u => flow[u.Index, cluster] > 0).ToDictionary(u => u.Item.Place, u => flow[u.Index, cluster]);
        var replicas = flow.Load[cluster];
        return new(offer.Cluster, offer.Region, replicas, room, replicas == 0 ? 0 : users.Index().Sum(u => ms[u.Index][cluster] * flow[u.Index, cluster]) / replicas, served);
    }

    /// <summary>Replicas by place, as seats are given by votes.</summary>
    private static IReadOnlyList<(string Place, long Replicas)> Quotas(ServingIntent intent, List<UserShare> users)
    {
        var least = intent.MinPerPlace ?? (users.Count <= intent.Replicas ? 1 : 0);
        return Webster.Divide(intent.Replicas, [.. users.Select(u => new Share(u.Place, u.Share, least, long.MaxValue))], uid: null);
    }

    private static bool IsNamed(ServingIntent intent, ClusterOffer offer) =>
        (intent.Clusters.Count == 0 || intent.Clusters.Contains(offer.Cluster)) && (intent.Regions.Count == 0 || intent.Regions.Contains(offer.Region, StringComparer.OrdinalIgnoreCase));

    private static void Check(ServingIntent intent, IReadOnlyList<ClusterOffer> offers, List<ClusterOffer> open, long[] ever)
    {
        if (open.Count == 0)
        {
            var closed = string.Join("; ", offers.Where(o => IsNamed(intent, o)).Select(o => $"{o.Cluster}: {o.Closed}"));
            throw new IntentException(IntentProblem.Impossible, closed.Length > 0 ? $"No cluster takes replicas now. {closed}." : "No cluster is where -Cluster and -Region say.");
        }
        if (intent.MaxPerCluster is { } most && most * open.Count < intent.Replicas)
            throw new IntentException(IntentProblem.Contradiction, $"-MaxReplicasPerCluster {most} lets {open.Count} clusters have {most * open.Count} replicas, but -Replicas asks for {intent.Replicas}.");
        if (ever.Sum() is var all && all < intent.Replicas)
            throw new IntentException(IntentProblem.Impossible, $"{all} of {intent.Replicas} replicas would find room even if nothing else ran: {string.Join(", ", open.Select((o, i) => $"{ever[i]} in {o.Cluster}"))}.");
    }
}
