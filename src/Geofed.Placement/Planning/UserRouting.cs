namespace Geofed.Placement.Planning;

/// <summary>How far users are from the replicas that serve them, when each replica serves as many as any other. Pure.</summary>
public static class UserRouting
{
    /// <summary>The mean round trip of all users in milliseconds; 0 when there are no users or no replicas.</summary>
    /// <param name="replicas">In the order of the problem's clusters.</param>
    public static double MeanMs(PlanningProblem problem, PlanningService service, IReadOnlyList<int> replicas)
    {
        var clusters = Enumerable.Range(0, replicas.Count).Where(c => replicas[c] > 0).ToArray();
        var all = service.Users.Sum(u => u.Share);
        if (clusters.Length == 0 || all <= 0)
            return 0;
        var placed = (double)clusters.Sum(c => replicas[c]);
        var users = service.Users.ToArray();
        var ms = Array.ConvertAll(users, u => Array.ConvertAll(clusters, c => problem.RoundTripMs(u.Place, problem.Clusters[c].Region)));
        var flows = Nearest(ms, Array.ConvertAll(users, u => u.Share / all), Array.ConvertAll(clusters, c => replicas[c] / placed));
        while (Exchange(ms, flows))
        {
        }
        return flows.Index().Sum(row => row.Item.Index().Sum(f => f.Item * ms[row.Index][f.Index]));
    }

    /// <summary>Pair after pair, the nearest first, as many as are left of both.</summary>
    private static double[][] Nearest(double[][] ms, double[] users, double[] room)
    {
        var flows = Array.ConvertAll(users, _ => new double[room.Length]);
        foreach (var (user, cluster) in ms.Index().SelectMany(row => row.Item.Select((_, c) => (row.Index, c))).OrderBy(pair => ms[pair.Index][pair.c]))
        {
            var flow = Math.Min(users[user], room[cluster]);
            flows[user][cluster] = flow;
            users[user] -= flow;
            room[cluster] -= flow;
        }
        return flows;
    }

    /// <summary>Two who would both together be better off with each other's cluster exchange them.</summary>
    private static bool Exchange(double[][] ms, double[][] flows)
    {
        const double Least = 1e-9;
        var changed = false;
        for (var a = 0; a < flows.Length; a++)
        {
            for (var b = a + 1; b < flows.Length; b++)
            {
                for (var c = 0; c < flows[a].Length; c++)
                {
                    for (var d = 0; d < flows[a].Length; d++)
                    {
                        var flow = Math.Min(flows[a][c], flows[b][d]);
                        if (flow <= Least || ms[a][d] + ms[b][c] >= ms[a][c] + ms[b][d] - Least)
                            continue;
                        flows[a][c] -= flow;
                        flows[b][d] -= flow;
                        flows[a][d] += flow;
                        flows[b][c] += flow;
                        changed = true;
                    }
                }
            }
        }
        return changed;
    }
}
