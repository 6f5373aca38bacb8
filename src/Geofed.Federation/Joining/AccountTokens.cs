using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation.Joining;

/// <summary>
/// A token of a member's service account that lasts: from a token Secret, which the member's token controller fills. A member without that
/// controller is asked for a token by TokenRequest.
/// </summary>
internal static class AccountTokens
{
    private const long TenYears = 315_360_000;

    public static async Task<string> TokenAsync(IKubeApi member, string account, JoinOptions options, CancellationToken ct)
    {
        var accounts = new ResourceCollection(JoinNames.ServiceAccounts, KarmadaNames.ClusterNamespace);
        await member.EnsureAsync(JoinNames.ServiceAccounts, JoinDocuments.Account(account), ct).ConfigureAwait(false);
        var secret = await member.EnsureAsync(JoinNames.Secrets, JoinDocuments.AccountToken(account), ct).ConfigureAwait(false);
        if ((Token(secret) ?? await FilledAsync(member, secret, options, ct).ConfigureAwait(false)) is { } lasting)
            return lasting;
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = TenYears },
        };
        var answer = await member.CreateAsync(accounts, request, new WriteOptions(JoinNames.FieldManager), ct, account, "token").ConfigureAwait(false);
        return answer.Str("status", "token") is { Length: > 0 } token
            ? token
            : throw new JoinException($"Cluster '{options.ClusterName}' issued no token for service account {KarmadaNames.ClusterNamespace}/{account}. Is its token controller running?");
    }

    private static async Task<string?> FilledAsync(IKubeApi member, JsonObject secret, JoinOptions options, CancellationToken ct)
    {
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
