using System.Security.Cryptography.X509Certificates;

namespace Geofed.Client;

/// <summary>Credentials that change while a connection lives: they are asked for before each request.</summary>
public interface ICredentials
{
    /// <exception cref="CredentialsException">There are none to be had; the message says why and what to do.</exception>
    ValueTask<Credential> GetAsync(CancellationToken ct);

    /// <summary>The server did not take them: the next ones are to be new. False when there can be no others.</summary>
    bool Renew();
}

/// <summary>What a client shows to say who it is. Its text never holds a secret.</summary>
public sealed record Credential(string? Token, X509Certificate2? Certificate = null, DateTimeOffset? Expires = null)
{
    public override string ToString() => Token is null ? "a client certificate" : "a token";
}

/// <summary>Credentials for a cluster could not be had.</summary>
public sealed class CredentialsException(string message, Exception? inner = null) : Model.ClusterUnreachableException(message, inner);
