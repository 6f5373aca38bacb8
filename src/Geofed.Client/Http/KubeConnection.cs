using System.Security.Cryptography.X509Certificates;

namespace Geofed.Client;

/// <summary>How to reach an API and who to be there: one context of a kubeconfig, resolved. Its text is the endpoint alone, so that no secret gets printed.</summary>
public sealed class KubeConnection(Uri endpoint)
{
    /// <summary>The address below which the API is served; its path, if any, is kept ("https://127.0.0.1:7443/clusters/us").</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <summary>Who to be, asked for before each request: a token, or a certificate that a program gives; null for none.</summary>
    public ICredentials? Credentials { get; init; }

    /// <summary>The certificate (with its key) to present as a client.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Trust only certificates issued by these, in PEM; the system's roots when null.</summary>
    public byte[]? CertificateAuthority { get; init; }

    /// <summary>Trust any certificate (insecure-skip-tls-verify).</summary>
    public bool Insecure { get; init; }

    /// <summary>The name to expect in the server's certificate, when it is not the endpoint's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The namespace that the context names; null for "default".</summary>
    public string? Namespace { get; init; }

    /// <summary>How long the server may take to begin its answer; a watch may then go on for longer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public override string ToString() => Endpoint.ToString();
}
