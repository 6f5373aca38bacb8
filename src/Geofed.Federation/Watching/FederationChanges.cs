using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>What a change of one of a federation's objects means to a person; null when it means nothing. Pure.</summary>
internal sealed class FederationChanges(string federation)
{
    /// <summary>A core/v1 Event; one that is counted again is told again.</summary>
    public FederationEvent? OfEvent(InformerChange change)
    {
        if (change.Type == WatchEventType.Deleted || change.Old is not null && change.Old.Int("count") == change.Object.Int("count"))
            return null;
        var e = change.Object;
        var time = KubeTime.Parse(e.Str("lastTimestamp")) ?? KubeTime.Parse(e.Str("eventTime")) ?? KubeTime.Parse(e.Str("metadata", "creationTimestamp")) ?? default;
        return new(time, $"{e.Str("involvedObject", "kind")}/{e.Str("involvedObject", "name")}", federation)
        {
            Namespace = e.Str("involvedObject", "namespace") ?? "",
            Warning = e.Str("type") == "Warning",
            Reason = e.Str("reason") ?? "",
            Message = e.Str("message") ?? "",
        };
    }

    /// <summary>A member that joins, leaves, becomes ready or not, is suspended or resumed.</summary>
    public FederationEvent? OfMember(InformerChange change, DateTimeOffset now)
    {
        var member = FederationMember.From(federation, change.Object);
        var before = change.Old is null ? null : FederationMember.From(federation, change.Old);
        var about = new FederationEvent(now, "Cluster/" + member.Name, federation);
        if (change.Type == WatchEventType.Deleted)
            return about with { Reason = "Left", Message = "the cluster is no member any more" };
        if (before is null)
            return about with { Reason = "Joined", Message = $"the cluster is a member ({member.Status})" };
        if (before.Status != member.Status)
            return about with { Reason = member.Status, Message = member.Reason ?? "the cluster is ready", Warning = !member.IsReady };
        return before.Suspended == member.Suspended ? null
            : about with { Reason = member.Suspended ? "Suspended" : "Resumed", Message = member.Suspended ? "it takes no new workloads" : "it takes new workloads again" };
    }

    /// <summary>A workload that is placed, placed anew, withdrawn, or as a whole becomes ready or not.</summary>
    public FederationEvent? OfBinding(InformerChange change, DateTimeOffset now)
    {
        var (o, before) = (Summary(change.Object), change.Old is null ? null : Summary(change.Old));
        var about = new FederationEvent(now, o.ToString(), federation) { Namespace = o.Namespace };
        if (change.Type == WatchEventType.Deleted)
            return about with { Reason = "Withdrawn", Message = "it is in no cluster any more" };
        var (where, whereBefore) = (string.Join(", ", o.Clusters), string.Join(", ", before?.Clusters ?? []));
        if (where != whereBefore)
            return about with { Reason = "Placed", Message = where.Length == 0 ? "in no cluster" : where, Warning = where.Length == 0 };
        if (before?.Status == o.Status)
            return null;
        return about with { Reason = o.Status.ToString(), Message = o.Reason ?? where, Warning = o.Status == WorkloadState.Failed };
    }

    private FederatedResource Summary(JsonObject binding) =>
        ResourceSummary.Of(federation, new(binding.Obj("spec", "resource").Kind(), new(binding.Namespace(), binding.Str("spec", "resource", "name") ?? "")), binding);
}
