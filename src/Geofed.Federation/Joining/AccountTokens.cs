using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Joining;

/// <summary>
/// A token of a member's service account that lasts. A member that grants a TokenRequest for years needs no more; one that shortens it (as managed
/// clusters do) is given a token Secret, which its token controller fills with a token that does not end.
/// </summary>
internal static class AccountTokens
{
    private static readonly TimeSpan Wanted = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Enough = TimeSpan.FromDays(365);
    private static readonly WriteOptions Writes = new(JoinNames.FieldManager);

    public static async Task<string> TokenAsync(IKubeApi member, string account, JoinOptions options, CancellationToken ct)
    {
        await member.EnsureAsync(JoinNames.ServiceAccounts, JoinDocuments.Account(account), ct).ConfigureAwait(false);
        return await RequestAsync(member, account, options, ct).ConfigureAwait(false)
            ?? await SecretAsync(member, account, options, ct).ConfigureAwait(false)
            ?? throw new JoinException(
                $"Cluster '{options.ClusterName}' did not fill the token Secret of service account {KarmadaNames.ClusterNamespace}/{account} "
                + $"within {options.Patience.TotalSeconds:0} s. Is its token controller running?");
    }

    private static async Task<string?> RequestAsync(IKubeApi member, string account, JoinOptions options, CancellationToken ct)
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = (long)Wanted.TotalSeconds },
        };
        var accounts = new ResourceCollection(JoinNames.ServiceAccounts, KarmadaNames.ClusterNamespace);
        try
        {
            var answer = await member.CreateAsync(accounts, request, Writes, ct, account, "token").ConfigureAwait(false);
            var lasts = KubeTime.Parse(answer.Str("status", "expirationTimestamp")) - options.Time.GetUtcNow();
            return lasts >= Enough ? answer.Str("status", "token") : null;
        }
        catch (KubeApiException e) when (e.Code is 400 or 404 or 405 or 422)
        {
            // It grants none, or none for that long.
            return null;
        }
    }

    private static async Task<string?> SecretAsync(IKubeApi member, string account, JoinOptions options, CancellationToken ct)
    {
        var secret = await member.EnsureAsync(JoinNames.Secrets, JoinDocuments.AccountToken(account), ct).ConfigureAwait(false);
        if (Token(secret) is { } filled)
            return filled;
        using var deadline = new CancellationTokenSource(options.Patience, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        var watch = new ListOptions { FieldSelector = "metadata.name=" + secret.Name(), ResourceVersion = secret.ResourceVersion() };
        try
        {
            await foreach (var change in member.WatchAsync(new(JoinNames.Secrets, secret.Namespace()), watch, both.Token).ConfigureAwait(false))
            {
                if (Token(change.Object) is { } token)
                    return token;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
        return null;
    }

    private static string? Token(JsonObject secret) =>
        secret.Str("data", "token") is { Length: > 0 } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : null;
}
