using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Finds out in a member why pods of a deployment are not ready: what its scheduler and kubelet say about them.</summary>
public sealed class PendingReason(IKubeApi federation, MemberAccess access)
{
    /// <summary>A member that hangs must not hold up the answer about the others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The reason, or null when the member is ready and its pods say nothing.</summary>
    public async Task<string?> FindAsync(string member, NamespacedName deployment, CancellationToken ct)
    {
        if (await federation.FindAsync(new(KarmadaApi.Clusters, null, member), ct).ConfigureAwait(false) is not { } cluster)
            return "it is no member any more";
        if (FederationMember.From("", cluster) is { Status: "NotReady" } down)
            return $"the cluster is not reachable ({down.Reason})";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var api = await access.OpenAsync(cluster, patience.Token).ConfigureAwait(false);
            using (api as IDisposable)
                return await AskAsync(api, deployment, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ClusterUnreachableException or KubeApiException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return e is OperationCanceledException ? "the cluster does not answer" : e.Message;
        }
    }

    private static async Task<string?> AskAsync(IKubeApi member, NamespacedName deployment, CancellationToken ct)
    {
        var owner = await member.FindAsync(new(DeploymentTemplate.Resource, deployment.Namespace, deployment.Name), ct).ConfigureAwait(false);
        if (owner is null)
            return "it has not arrived in the cluster";
        var selector = LabelSelector.From(owner.Obj("spec", "selector") ?? []);
        var pods = await member.ListAsync(new(new("", "v1", "pods"), deployment.Namespace), ListOptions.All, ct).ConfigureAwait(false);
        return pods.Items.Where(pod => selector.Matches(pod.StringMap("metadata", "labels"))).Select(Of).FirstOrDefault(reason => reason is not null)
            ?? owner.Objects("status", "conditions").Where(c => c.Str("type") == "ReplicaFailure").Select(c => c.Str("message")).FirstOrDefault();
    }

    /// <summary>What a pod's own status says of why it does not run.</summary>
    internal static string? Of(JsonObject pod)
    {
        var unscheduled = pod.Objects("status", "conditions").FirstOrDefault(c => c.Str("type") == "PodScheduled" && c.Str("status") == "False");
        if (unscheduled.Str("message") is { Length: > 0 } message)
            return message;
        var waiting = pod.Objects("status", "containerStatuses").Select(c => c.Obj("state", "waiting")).FirstOrDefault(w => w is not null && w.Str("reason") != "ContainerCreating");
        return waiting is null ? null : $"{waiting.Str("reason")}: {waiting.Str("message")}".TrimEnd(':', ' ');
    }
}
