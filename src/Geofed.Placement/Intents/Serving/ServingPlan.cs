namespace Geofed.Placement.Intents;

/// <summary>How many replicas serve where, and whom.</summary>
/// <param name="Shares">The clusters that may serve, by name; those without replicas too.</param>
/// <param name="WithoutRoom">Replicas that find no room now, and wait until others have ended.</param>
public sealed record ServingPlan(IReadOnlyList<ServingShare> Shares, long WithoutRoom)
{
    /// <summary>Mean round trip of all users, in milliseconds.</summary>
    public double MeanMs => Shares.Sum(s => s.Replicas) is var all and > 0 ? Shares.Sum(s => s.MeanMs * s.Replicas) / all : 0;
}

/// <summary>What one cluster serves.</summary>
/// <param name="Room">Replicas that find room there now, those that run there included.</param>
/// <param name="MeanMs">Mean round trip of the users that it serves, in milliseconds; 0 when there are none.</param>
/// <param name="Users">Replicas by the place whose users they are for.</param>
public sealed record ServingShare(string Cluster, string Region, long Replicas, long Room, double MeanMs, IReadOnlyDictionary<string, long> Users)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Cluster}: {Replicas} replicas{(Replicas == 0 ? "" : $" for {string.Join(", ", Users.Select(u => $"{u.Key} ({u.Value})"))}, ~{MeanMs:0} ms away")}; room for {Room}");
}
