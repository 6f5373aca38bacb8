using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Failover;

/// <summary>
/// When a member has been back for a while, lets what was driven from it be scheduled anew, if the federation is set so. Karmada leaves
/// everything where it went.
/// </summary>
internal sealed class ReturnController(IKubeApi api, ControlPlaneCaches caches, ControlPlaneOptions options)
{
    /// <summary>Names of clusters.</summary>
    public WorkQueue<string> Queue { get; } = new(options.Time);

    public void Subscribe() => caches.Clusters.Changed += change => Queue.Add(change.Object.Name());

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        if (options.Failover.ReturnAfter is not { } time || caches.Cluster(name) is not { } cluster || cluster.IsDeleting() || !cluster.IsTrue("Ready"))
            return;
        if (cluster.Objects("spec", "taints").Any(t => t.Str("effect") is "NoSchedule" or "NoExecute"))
            return;
        var now = options.Time.GetUtcNow();
        var back = (KubeTime.Parse(cluster.Condition("Ready").Str("lastTransitionTime")) ?? now) + time - now;
        if (back > TimeSpan.Zero)
        {
            Queue.AddAfter(name, back);
            return;
        }
        foreach (var binding in caches.Bindings.Where(b => WasDrivenFrom(b, name)))
            await RescheduleAsync(binding, now, ct).ConfigureAwait(false);
    }

    private static bool WasDrivenFrom(JsonObject binding, string cluster) =>
        binding.Annotation(GeofedMarks.EvictedFrom)?.Split(',').Contains(cluster) == true;

    private Task RescheduleAsync(JsonObject binding, DateTimeOffset now, CancellationToken ct) => api.MergeAsync(
        ControlPlaneCaches.BindingsIn(binding.Namespace()).Named(binding.Name()),
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [GeofedMarks.EvictedFrom] = null } },
            ["spec"] = new JsonObject { ["rescheduleTriggeredAt"] = Rebalancing.Rescheduling.At(binding, now) },
        },
        ct);
}
