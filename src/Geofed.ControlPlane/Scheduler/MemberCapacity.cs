using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.ControlPlane.Members;
using Geofed.Placement.Capacity;

namespace Geofed.ControlPlane.Scheduler;

/// <summary>How many replicas find room on a member: by its real nodes and pods, and what is on its way to it.</summary>
internal sealed class MemberCapacity(MemberFleet fleet, InFlight inFlight)
{
    private readonly ConcurrentDictionary<string, long> _changes = new();
    private readonly ConcurrentDictionary<string, Snapshot> _rooms = new();
    private readonly ConcurrentDictionary<string, (MemberSession Session, long Changes, ClusterOccupancy Occupancy)> _occupancies = new();

    public void Subscribe() => fleet.Events.Changed += member => _changes.AddOrUpdate(member.Name, 1, (_, n) => n + 1);

    /// <summary>Null for a member whose nodes and pods are not known now.</summary>
    public long? Of(string cluster, JsonObject? requirements) => Known(cluster) is { } session ? Room(cluster, session).Fits(ReplicaClaim.From(requirements)) : null;

    /// <summary>Who is where on a member; null for one whose nodes and pods are not known now.</summary>
    public ClusterOccupancy? Occupancy(string cluster)
    {
        if (Known(cluster) is not { } session)
            return null;
        var changes = _changes.GetValueOrDefault(cluster);
        if (_occupancies.TryGetValue(cluster, out var before) && before.Session == session && before.Changes == changes)
            return before.Occupancy;
        var now = ClusterOccupancy.Of(session.Nodes.List(), session.Pods.List());
        _occupancies[cluster] = (session, changes, now);
        return now;
    }

    private MemberSession? Known(string cluster) =>
        fleet.TryGet(cluster, out var member) && member.Session is { } session && session.Nodes.Synced.IsCompletedSuccessfully && session.Pods.Synced.IsCompletedSuccessfully ? session : null;

    private ClusterRoom Room(string cluster, MemberSession session)
    {
        var before = _rooms.GetValueOrDefault(cluster);
        // Read before what they count, so that a change meanwhile is seen the next time.
        var (changes, flights) = (_changes.GetValueOrDefault(cluster), inFlight.Version(cluster));
        if (before is not null && before.Session == session && before.Changes == changes && before.Flights == flights)
            return before.Left;
        var there = before is not null && before.Session == session && before.Changes == changes ? before.There : ClusterRoom.Of(session.Nodes.List(), session.Pods.List());
        var now = new Snapshot(session, changes, flights, there, there.Without(inFlight.To(cluster).Select(f => (f.Claim, f.Replicas))));
        _rooms[cluster] = now;
        return now.Left;
    }

    /// <param name="There">What the member's own pods leave free.</param>
    /// <param name="Left">What of it is not promised.</param>
    private sealed record Snapshot(MemberSession Session, long Changes, long Flights, ClusterRoom There, ClusterRoom Left);
}
