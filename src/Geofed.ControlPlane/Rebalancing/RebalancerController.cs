using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Rebalancing;

/// <summary>Has the workloads that a WorkloadRebalancer names scheduled anew, once (pkg/controllers/workloadrebalancer).</summary>
internal sealed class RebalancerController(IKubeApi api, ControlPlaneCaches caches, TimeProvider time)
{
    private static readonly ResourceCollection Rebalancers = new(KarmadaApi.WorkloadRebalancers);

    public WorkQueue<string> Queue { get; } = new(time);

    public void Subscribe() => caches.Rebalancers.Changed += change => Queue.Add(change.Object.Name());

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        if (caches.Rebalancers.Get(new(null, name)) is not { } rebalancer || rebalancer.IsDeleting())
            return;
        var generation = rebalancer.Int("metadata", "generation");
        if (rebalancer.Int("status", "observedGeneration") == generation && KubeTime.Parse(rebalancer.Str("status", "finishTime")) is { } finished)
        {
            await ExpireAsync(rebalancer, finished, ct).ConfigureAwait(false);
            return;
        }
        var observed = new JsonArray();
        foreach (var workload in rebalancer.Objects("spec", "workloads"))
            observed.Add(await ObserveAsync(rebalancer, workload, ct).ConfigureAwait(false));
        var status = new JsonObject
        {
            ["observedWorkloads"] = observed,
            ["observedGeneration"] = generation,
            ["finishTime"] = KubeTime.Format(time.GetUtcNow()),
        };
        await api.MergeStatusAsync(Rebalancers, rebalancer, status, ct).ConfigureAwait(false);
    }

    /// <summary>A workload that was rebalanced before is not rebalanced again when the list grows.</summary>
    private async Task<JsonObject> ObserveAsync(JsonObject rebalancer, JsonObject workload, CancellationToken ct)
    {
        var before = rebalancer.Objects("status", "observedWorkloads").FirstOrDefault(o => JsonNavigation.Same(o.At("workload"), workload));
        if (before.Str("result") == "Successful")
            return before.Copy()!;
        var ns = workload.Str("namespace") is { Length: > 0 } given ? given : null;
        var binding = caches.Binding(new(ns, KarmadaNames.Binding(workload.Str("kind") ?? "", workload.Str("name") ?? "")));
        if (binding is null)
            return new() { ["workload"] = workload.Copy(), ["result"] = "Failed", ["reason"] = "ReferencedBindingNotFound" };
        var patch = new JsonObject { ["spec"] = new JsonObject { ["rescheduleTriggeredAt"] = Rescheduling.At(binding, time.GetUtcNow()) } };
        await api.MergeAsync(ControlPlaneCaches.BindingsIn(ns).Named(binding.Name()), patch, ct).ConfigureAwait(false);
        return new() { ["workload"] = workload.Copy(), ["result"] = "Successful" };
    }

    private async Task ExpireAsync(JsonObject rebalancer, DateTimeOffset finished, CancellationToken ct)
    {
        if (rebalancer.Int("spec", "ttlSecondsAfterFinished") is not { } seconds)
            return;
        var left = finished.AddSeconds(seconds) - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            Queue.AddAfter(rebalancer.Name(), left);
        else
            await api.DeleteIfThereAsync(Rebalancers.Named(rebalancer.Name()), ct).ConfigureAwait(false);
    }
}
