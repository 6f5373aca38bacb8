using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Jobs;

/// <summary>
/// Jobs that Kueue admits in their cluster: it suspends them until their quota is free, and says by their templates on which nodes they are to run. What it
/// writes there stays, or the federation and Kueue would undo each other's work for ever. Karmada writes what its template says.
/// </summary>
internal static class KueueJobs
{
    private const string QueueName = "kueue.x-k8s.io/queue-name";

    /// <summary>What Kueue sets in pod templates when it admits, and takes back when it evicts (pkg/podset).</summary>
    private static readonly string[] OfPods = ["nodeSelector", "tolerations", "schedulingGates"];

    /// <summary>Whether a job waits for a queue of Kueue's.</summary>
    public static bool Are(JsonObject job) => job.Label(QueueName) is { Length: > 0 } && JobKind.Of(job.Kind()) is not null;

    /// <summary>Writes into what is desired what Kueue has set in what is there.</summary>
    public static void Retain(JsonObject desired, JsonObject observed)
    {
        var kind = JobKind.Of(desired.Kind())!;
        if (kind.SuspendIn(observed)?["suspend"] is { } suspended && kind.SuspendIn(desired) is { } run)
            run["suspend"] = suspended.DeepClone();
        var live = (PodSets.Of(observed) ?? []).ToLookup(set => set.Name);
        foreach (var set in PodSets.Of(desired) ?? [])
        {
            if (live[set.Name].FirstOrDefault()?.Template is not { } there || set.Template.Obj("spec") is not { } spec)
                continue;
            foreach (var field in OfPods)
                Keep(spec, there.Obj("spec"), field);
            foreach (var field in new[] { "labels", "annotations" })
            {
                if (there.Obj("metadata", field) is { Count: > 0 } kept)
                    set.Template.Ensure("metadata")[field] = kept.DeepClone();
            }
        }
    }

    private static void Keep(JsonObject desired, JsonObject? observed, string field)
    {
        if (observed?[field] is { } value)
            desired[field] = value.DeepClone();
        else
            desired.Remove(field);
    }
}
