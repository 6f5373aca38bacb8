using System.Security.Cryptography;
using System.Text;
using Geofed.ApiServer.Rest;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Access;

/// <summary>Who asks: by the bearer token, and then by whom an administrator wants to be taken for.</summary>
internal sealed class Authenticator(IReadOnlyList<string> adminTokens, ServiceAccountTokens accounts, RbacAuthorizer authorizer)
{
    private readonly byte[][] _hashes = [.. adminTokens.Select(Hash)];

    /// <summary>Anonymous without a token; 401 for one that is not known, 403 for an impersonation that is not granted.</summary>
    public UserInfo Authenticate(IHeaderDictionary headers)
    {
        var user = OfToken(headers.Authorization.ToString());
        var wanted = headers["Impersonate-User"].ToString();
        var groups = headers["Impersonate-Group"].OfType<string>().ToArray();
        if (wanted.Length == 0)
            return groups.Length == 0 ? user : throw Failures.BadRequest("requested groups without impersonating a user");
        return Impersonate(user, wanted, groups);
    }

    public UserInfo? Review(string token)
    {
        var hash = Hash(token);
        // Hashes of equal length, compared in constant time: the answer's delay tells nothing about the token.
        return _hashes.Any(h => CryptographicOperations.FixedTimeEquals(h, hash)) ? UserInfo.Admin("kubernetes-admin") : accounts.Check(token);
    }

    private UserInfo OfToken(string authorization) => !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        ? UserInfo.Anonymous
        : Review(authorization[7..].Trim()) ?? throw Failures.Unauthorized();

    /// <summary>apiserver pkg/endpoints/filters/impersonation.go.</summary>
    private UserInfo Impersonate(UserInfo user, string wanted, string[] groups)
    {
        var account = wanted.StartsWith("system:serviceaccount:", StringComparison.Ordinal) ? wanted.Split(':') : [];
        var access = account.Length == 4
            ? new AccessRequest("impersonate", "", "serviceaccounts") { Namespace = account[2], Name = account[3] }
            : new AccessRequest("impersonate", "", "users") { Name = wanted };
        foreach (var needed in groups.Select(g => new AccessRequest("impersonate", "", "groups") { Name = g }).Prepend(access))
        {
            if (!authorizer.Authorize(user, needed).Allowed)
                throw needed.Refusal(user);
        }
        string[] own = account.Length == 4 ? ["system:serviceaccounts", $"system:serviceaccounts:{account[2]}"] : [];
        return wanted == UserInfo.Anonymous.Name ? UserInfo.Anonymous : new(wanted, [.. groups.Length > 0 ? groups : own, "system:authenticated"]);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
