using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Members;

/// <summary>Writes each Cluster's status from what is known of the member (pkg/controllers/status/cluster_status_controller.go).</summary>
internal sealed class ClusterStatusController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, ControlPlaneOptions options, EventRecorder events)
{
    private static readonly ResourceCollection Clusters = new(KarmadaApi.Clusters);

    public WorkQueue<string> Queue { get; } = new(options.Time);

    public void Subscribe() => fleet.Events.Changed += member =>
    {
        // A change of health is told at once, changes of nodes and pods are gathered.
        if (member.Health?.Ready == caches.Cluster(member.Name)?.IsTrue("Ready") && caches.Cluster(member.Name).At("status", "resourceSummary") is not null)
            Queue.AddAfter(member.Name, options.SummaryDelay);
        else
            Queue.Add(member.Name);
    };

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        if (caches.Cluster(name) is not { } cluster || !fleet.TryGet(name, out var member) || member.Health is not { } health)
            return;
        var now = options.Time.GetUtcNow();
        var conditions = Conditions.With(cluster.Arr("status", "conditions"), "Ready", health.Ready, health.Reason, health.Message, now);
        if (!health.Ready || member.Session is not { } session)
        {
            await WriteAsync(cluster, health, new JsonObject { ["conditions"] = conditions }, ct).ConfigureAwait(false);
            return;
        }
        var status = new JsonObject();
        try
        {
            await AddInventoryAsync(status, member, session, cluster, ct).ConfigureAwait(false);
            if (!session.IsSettled)
                Queue.AddAfter(name, options.SummaryDelay);
            conditions = Conditions.With(conditions, "CompleteAPIEnablements", true, "Complete", "the member answered which APIs it serves", now);
        }
        catch (Exception e) when (e is KubeApiException or ClusterUnreachableException or TimeoutException)
        {
            conditions = Conditions.With(conditions, "CompleteAPIEnablements", false, "Empty", $"the member did not answer which APIs it serves: {e.Message}", now);
            Queue.AddRateLimited(name);
        }
        status["conditions"] = conditions;
        await WriteAsync(cluster, health, status, ct).ConfigureAwait(false);
    }

    private async Task AddInventoryAsync(JsonObject status, Member member, MemberSession session, JsonObject cluster, CancellationToken ct)
    {
        await Task.WhenAll(session.Nodes.Synced, session.Pods.Synced).WaitAsync(options.RequestTimeout, options.Time, ct).ConfigureAwait(false);
        var nodes = session.Nodes.List();
        status["nodeSummary"] = ResourceSummary.NodeSummary(nodes);
        status["resourceSummary"] = ResourceSummary.Of(nodes, session.Pods.List(), cluster);
        var version = JsonNode.Parse(await member.Api.GetRawAsync("/version", ct).ConfigureAwait(false));
        status["kubernetesVersion"] = version.Str("gitVersion") ?? "";
        status["apiEnablements"] = ApiEnablements.Of(await session.ResourcesAsync(ct).ConfigureAwait(false));
    }

    private async Task WriteAsync(JsonObject cluster, ProbeResult health, JsonObject status, CancellationToken ct)
    {
        var flips = cluster.Condition("Ready") is not { } ready || ready.Str("status") != (health.Ready ? "True" : "False");
        await api.MergeStatusAsync(Clusters, cluster, Replacing(cluster, status), ct).ConfigureAwait(false);
        if (flips)
            await events.RecordAsync(cluster, "cluster-status-controller", !health.Ready, health.Reason, health.Message, ct).ConfigureAwait(false);
    }

    /// <summary>A merge keeps keys that are not named: amounts that are gone must be named with null.</summary>
    private static JsonObject Replacing(JsonObject cluster, JsonObject status)
    {
        foreach (var (part, amounts) in cluster.Obj("status", "resourceSummary") ?? [])
        {
            if (status.Obj("resourceSummary") is not { } summary)
                break;
            if (summary[part] is null)
                summary[part] = null;
            else if (amounts is JsonObject before && summary[part] is JsonObject after)
            {
                foreach (var gone in before.Select(a => a.Key).Where(key => !after.ContainsKey(key)).ToList())
                    after[gone] = null;
            }
        }
        return status;
    }
}
