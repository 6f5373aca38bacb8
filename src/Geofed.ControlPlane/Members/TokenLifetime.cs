using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>Whose a service account's token is and how long it lasts, as it says itself. Nothing is verified: the member does that.</summary>
internal sealed record TokenLifetime(string Namespace, string Account, DateTimeOffset Issued, DateTimeOffset Expires)
{
    private const string Prefix = "system:serviceaccount:";

    /// <summary>Null for a token that does not end, or that is no service account's.</summary>
    public static TokenLifetime? Of(string token)
    {
        if (token.Split('.') is not [_, var payload, _] || Parse(payload) is not { } claims)
            return null;
        if (claims.Int("exp") is not { } expires || claims.Int("iat") is not { } issued || claims.Str("sub") is not { } subject)
            return null;
        return subject.StartsWith(Prefix, StringComparison.Ordinal) && subject[Prefix.Length..].Split(':') is [var ns, var account]
            ? new(ns, account, DateTimeOffset.FromUnixTimeSeconds(issued), DateTimeOffset.FromUnixTimeSeconds(expires))
            : null;
    }

    public TimeSpan Length => Expires - Issued;

    /// <summary>When a third of it is left.</summary>
    public DateTimeOffset RenewAt => Expires - Length / 3;

    private static JsonObject? Parse(string payload)
    {
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(payload)) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
