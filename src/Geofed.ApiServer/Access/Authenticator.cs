using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Geofed.ApiServer.Rest;
using Geofed.Model;
using Microsoft.AspNetCore.Http;

namespace Geofed.ApiServer.Access;

/// <summary>Who asks: by the bearer token or the client certificate, and then by whom an administrator wants to be taken for.</summary>
internal sealed class Authenticator(IReadOnlyList<string> adminTokens, X509Certificate2? ca, ServiceAccountTokens accounts, RbacAuthorizer authorizer, TimeProvider time)
{
    private readonly byte[][] _hashes = [.. adminTokens.Select(Hash)];

    /// <summary>Anonymous without a token or certificate; 401 for one that is not known, 403 for an impersonation that is not granted.</summary>
    public UserInfo Authenticate(HttpContext http)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var user = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? Review(authorization[7..].Trim(), []) ?? throw Failures.Unauthorized()
            : http.Connection.ClientCertificate is { } certificate ? ClientCertificates.UserOf(certificate, ca, time) ?? throw Failures.Unauthorized()
            : UserInfo.Anonymous;
        return Impersonation.Apply(user, http.Request.Headers, authorizer);
    }

    /// <summary>Whose token this is, when it is good for one of the audiences (the API's own when there are none).</summary>
    public UserInfo? Review(string token, IReadOnlyList<string> audiences)
    {
        var hash = Hash(token);
        // Hashes of equal length, compared in constant time: the answer's delay tells nothing about the token.
        return _hashes.Any(h => CryptographicOperations.FixedTimeEquals(h, hash)) ? UserInfo.Admin("kubernetes-admin") : accounts.Check(token, audiences);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
