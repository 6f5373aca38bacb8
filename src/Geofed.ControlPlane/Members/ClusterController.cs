using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Eviction;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// Follows each Cluster object (pkg/controllers/cluster/cluster_controller.go): its finalizer, its execution namespace, its client, the taints
/// that its health calls for; and lets it go when it is deleted.
/// </summary>
internal sealed class ClusterController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, ControlPlaneOptions options)
{
    /// <summary>Joining writes the Cluster before its Secret, which names the Cluster as its owner.</summary>
    private static readonly TimeSpan SecretMayFollow = TimeSpan.FromSeconds(2);

    private static readonly ResourceCollection Clusters = new(KarmadaApi.Clusters);

    public WorkQueue<string> Queue { get; } = new(options.Time);

    public void Subscribe()
    {
        caches.Clusters.Changed += change => Queue.Add(change.Object.Name());
        caches.Credentials.Changed += change =>
        {
            foreach (var cluster in caches.Clusters.List().Where(c => c.Str("spec", "secretRef", "name") == change.Object.Name()))
                Queue.Add(cluster.Name());
        };
        caches.TaintPolicies.Changed += _ =>
        {
            foreach (var cluster in caches.Clusters.List())
                Queue.Add(cluster.Name());
        };
        caches.Works.Changed += change =>
        {
            if (change.Type == WatchEventType.Deleted && KarmadaNames.ClusterOf(change.Object.Namespace()) is { } cluster && caches.Cluster(cluster).IsDeleting())
                Queue.Add(cluster);
        };
    }

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        var cluster = caches.Cluster(name);
        if (cluster is null)
        {
            await fleet.ForgetAsync(name).ConfigureAwait(false);
            return;
        }
        // A cluster that is going away must stay reachable until what was propagated to it is gone.
        var problem = await ReachAsync(cluster).ConfigureAwait(false);
        if (cluster.IsDeleting())
        {
            await LetGoAsync(cluster, ct).ConfigureAwait(false);
            return;
        }
        if (await api.AddFinalizerAsync(Clusters, cluster, KarmadaMarks.ClusterFinalizer, ct).ConfigureAwait(false))
            return;
        await EnsureExecutionNamespaceAsync(name, ct).ConfigureAwait(false);
        if (problem is not null)
            await ReportAsync(cluster, problem, ct).ConfigureAwait(false);
        await TaintAsync(cluster, ct).ConfigureAwait(false);
    }

    private async Task<string?> ReachAsync(JsonObject cluster)
    {
        try
        {
            var reference = cluster.Obj("spec", "secretRef");
            var secret = caches.Credentials.Get(new(reference.Str("namespace"), reference.Str("name") ?? ""));
            var ready = cluster.Condition("Ready");
            var before = ready is null ? null : new ProbeResult(ready.Str("status") == "True", ready.Str("reason") ?? "", ready.Str("message") ?? "");
            // One that was given up for want of credentials starts afresh.
            await fleet.ReachAsync(MemberCredentials.From(cluster, secret), before is { Ready: false } ? null : before).ConfigureAwait(false);
            return null;
        }
        catch (FormatException e)
        {
            await fleet.ForgetAsync(cluster.Name()).ConfigureAwait(false);
            return e.Message;
        }
    }

    private async Task ReportAsync(JsonObject cluster, string problem, CancellationToken ct)
    {
        var age = options.Time.GetUtcNow() - (KubeTime.Parse(cluster.Str("metadata", "creationTimestamp")) ?? default);
        if (age < SecretMayFollow)
        {
            Queue.AddAfter(cluster.Name(), SecretMayFollow);
            return;
        }
        var result = ProbeResult.NotReachable(problem);
        var conditions = Conditions.With(cluster.Arr("status", "conditions"), "Ready", result.Ready, result.Reason, result.Message, options.Time.GetUtcNow());
        await api.MergeStatusAsync(Clusters, cluster, new JsonObject { ["conditions"] = conditions }, ct).ConfigureAwait(false);
    }

    private async Task EnsureExecutionNamespaceAsync(string cluster, CancellationToken ct)
    {
        var name = KarmadaNames.ExecutionNamespace(cluster);
        if (caches.Namespaces.Get(new(null, name)) is not null)
            return;
        var ns = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [KarmadaMarks.System] = "true" } },
        };
        try
        {
            await api.CreateAsync(new(CoreResources.Namespaces), ns, Writes.Options, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
        }
    }

    /// <summary>The Cluster goes when nothing of it is on the member any more, and its execution namespace with it.</summary>
    private async Task LetGoAsync(JsonObject cluster, CancellationToken ct)
    {
        var ns = KarmadaNames.ExecutionNamespace(cluster.Name());
        var works = caches.Works.List(ns);
        foreach (var work in works.Where(w => !w.IsDeleting()))
            await api.DeleteIfThereAsync(new(KarmadaApi.Works, ns, work.Name()), ct).ConfigureAwait(false);
        if (works.Count > 0)
            return;
        await api.DeleteIfThereAsync(new(CoreResources.Namespaces, null, ns), ct).ConfigureAwait(false);
        await api.RemoveFinalizerAsync(Clusters, cluster, KarmadaMarks.ClusterFinalizer, ct).ConfigureAwait(false);
    }

    private async Task TaintAsync(JsonObject cluster, CancellationToken ct)
    {
        var now = options.Time.GetUtcNow();
        var taints = ClusterTaintPolicies.Apply(cluster, ClusterTaints.For(cluster, options.Failover, now), caches.TaintPolicies.List());
        if (!JsonNavigation.Same(taints, cluster.Arr("spec", "taints") ?? []))
        {
            // Only over this very version: somebody may be setting a taint of his own.
            var metadata = new JsonObject { ["resourceVersion"] = cluster.ResourceVersion() };
            await api.MergeAsync(Clusters.Named(cluster.Name()), new JsonObject { ["metadata"] = metadata, ["spec"] = new JsonObject { ["taints"] = taints } }, ct).ConfigureAwait(false);
        }
        if (ClusterTaints.DrivesAwayIn(cluster, options.Failover, now) is { } time && time > TimeSpan.Zero)
            Queue.AddAt(cluster.Name(), now + time);
    }
}
