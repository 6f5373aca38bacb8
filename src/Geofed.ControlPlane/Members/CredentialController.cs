using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Members;

/// <summary>
/// Renews the token that a member is reached with before it ends, by a TokenRequest with that very token. Karmada's do not end; managed clusters give
/// none such.
/// </summary>
internal sealed class CredentialController(IKubeApi api, ControlPlaneCaches caches, MemberFleet fleet, ControlPlaneOptions options, EventRecorder events)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    /// <summary>Names of clusters.</summary>
    public WorkQueue<string> Queue { get; } = new(options.Time);

    public void Subscribe() => fleet.Events.Found += member => Queue.Add(member.Name);

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        // One that is not ready comes again when it is found.
        if (caches.Cluster(name) is not { } cluster || cluster.IsDeleting() || !fleet.TryGet(name, out var member) || member.Session is null)
            return;
        if (TokenLifetime.Of(member.Credentials.Token) is not { } token)
            return;
        var left = token.RenewAt - options.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            Queue.AddAfter(name, left < LookAgain ? left : LookAgain);
            return;
        }
        try
        {
            var fresh = await RequestAsync(member, token, ct).ConfigureAwait(false);
            var reference = cluster.Obj("spec", "secretRef");
            var patch = new JsonObject { ["data"] = new JsonObject { ["token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(fresh)) } };
            await api.MergeAsync(new(CoreResources.Secrets, reference.Str("namespace"), reference.Str("name") ?? ""), patch, ct).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.Code is >= 400 and < 500 && !e.IsConflict)
        {
            var message = $"the token with which the member is reached ends at {KubeTime.Format(token.Expires)}, and the member grants no other: {e.Message}; join it again";
            await events.RecordAsync(cluster, "credential-controller", true, "RenewTokenFailed", message, ct).ConfigureAwait(false);
            Queue.AddAfter(name, LookAgain);
        }
    }

    private static async Task<string> RequestAsync(Member member, TokenLifetime token, CancellationToken ct)
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = (long)token.Length.TotalSeconds },
        };
        var accounts = new ResourceCollection(CoreResources.ServiceAccounts, token.Namespace);
        var answer = await member.Api.CreateAsync(accounts, request, Writes.Options, ct, token.Account, "token").ConfigureAwait(false);
        return answer.Str("status", "token") ?? throw new InvalidOperationException($"cluster {member.Name} answered a TokenRequest without a token");
    }
}
