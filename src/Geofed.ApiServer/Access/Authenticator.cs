using System.Security.Cryptography;
using System.Text;
using Geofed.ApiServer.Rest;

namespace Geofed.ApiServer.Access;

/// <summary>Who holds this bearer token?</summary>
internal sealed class Authenticator(IReadOnlyList<string> adminTokens)
{
    private readonly byte[][] _hashes = [.. adminTokens.Select(Hash)];

    /// <summary>Nobody in particular without a token; 401 for one that is not known.</summary>
    public UserInfo Authenticate(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization) || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return UserInfo.Anonymous;
        var hash = Hash(authorization[7..].Trim());
        // Hashes of equal length, compared in constant time: the answer's delay tells nothing about the token.
        return _hashes.Any(h => CryptographicOperations.FixedTimeEquals(h, hash)) ? UserInfo.Admin("kubernetes-admin") : throw Failures.Unauthorized();
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
