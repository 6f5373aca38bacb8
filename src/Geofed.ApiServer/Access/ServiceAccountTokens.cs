using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.Model;

namespace Geofed.ApiServer.Access;

/// <summary>Issues and checks service accounts' tokens: JWTs, good for as long as they say and their account is there.</summary>
internal sealed class ServiceAccountTokens(ApiState state, byte[] key)
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";
    private const long MinSeconds = 600;

    /// <summary>Answers a TokenRequest (authentication.k8s.io/v1) for an account.</summary>
    public JsonObject Issue(JsonObject account, JsonObject request)
    {
        var seconds = request.Int("spec", "expirationSeconds") ?? 3600;
        if (seconds < MinSeconds)
        {
            var errors = new Strategies.FieldErrors();
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
            throw errors.ToException(new("authentication.k8s.io", "v1", "TokenRequest"), "");
        }
        (string Claim, string Name, string Uid)? bound = request.Obj("spec", "boundObjectRef") is { } reference ? BoundObject.Find(state, account, reference) : null;
        var now = state.Time.GetUtcNow();
        var audiences = request.Strings("spec", "audiences").ToArray() is { Length: > 0 } asked ? asked : [Issuer];
        var (ns, name) = (account.Namespace()!, account.Name());
        var claims = new JsonObject
        {
            ["aud"] = new JsonArray([.. audiences.Select(a => (JsonNode)a)]),
            ["exp"] = now.AddSeconds(seconds).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = new JsonObject { ["namespace"] = ns, ["serviceaccount"] = new JsonObject { ["name"] = name, ["uid"] = account.Uid() } },
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{ns}:{name}",
        };
        if (bound is { } b)
            claims.Ensure("kubernetes.io")[b.Claim] = new JsonObject { ["name"] = b.Name, ["uid"] = b.Uid };
        return new()
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["creationTimestamp"] = KubeTime.Format(now) },
            ["spec"] = new JsonObject { ["audiences"] = claims["aud"].Copy(), ["expirationSeconds"] = seconds, ["boundObjectRef"] = request.At("spec", "boundObjectRef").Copy() },
            ["status"] = new JsonObject { ["token"] = Sign(claims), ["expirationTimestamp"] = KubeTime.Format(now.AddSeconds(seconds)) },
        };
    }

    /// <summary>Whose token this is; null when it is not one of ours, is over, or its account is gone.</summary>
    public UserInfo? Check(string token, IReadOnlyList<string> audiences)
    {
        if (Read(token) is not { } claims || claims.Int("exp") <= state.Time.GetUtcNow().ToUnixTimeSeconds() || !claims.Strings("aud").Intersect(audiences.Count > 0 ? audiences : [Issuer]).Any())
            return null;
        var (ns, name, uid) = (claims.Str("kubernetes.io", "namespace") ?? "", claims.Str("kubernetes.io", "serviceaccount", "name") ?? "", claims.Str("kubernetes.io", "serviceaccount", "uid"));
        if (state.Partition.Get("/serviceaccounts", $"{ns}/{name}")?.Parse().Uid() != uid)
            return null;
        if (!BoundObject.IsThere(state, ns, claims.At("kubernetes.io")))
            return null;
        return new($"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"])
        {
            Uid = uid,
            Extra = Extra(claims),
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Extra(JsonObject claims)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.Str("jti")}"] };
        foreach (var kind in (string[])["pod", "node"])
        {
            if (claims.Obj("kubernetes.io", kind) is not { } bound)
                continue;
            extra[$"authentication.kubernetes.io/{kind}-name"] = [bound.Str("name") ?? ""];
            extra[$"authentication.kubernetes.io/{kind}-uid"] = [bound.Str("uid") ?? ""];
        }
        return extra;
    }

    private string Sign(JsonObject claims)
    {
        var text = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(claims.ToUtf8())}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}";
    }

    private JsonObject? Read(string token)
    {
        var end = token.LastIndexOf('.');
        if (token.Split('.').Length != 3)
            return null;
        try
        {
            var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token[..end]));
            return CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(token.AsSpan(end + 1)))
                ? JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])) as JsonObject : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
