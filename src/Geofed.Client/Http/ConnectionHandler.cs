using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Geofed.Client;

/// <summary>Pooled HTTPS connections of one <see cref="KubeConnection"/>: its trust, and its credentials. Those that are refused are got anew once.</summary>
internal sealed class ConnectionHandler : DelegatingHandler
{
    private readonly ICredentials? _credentials;
    private readonly ClientCertificate _certificate;

    public ConnectionHandler(KubeConnection connection) : this(connection, new(connection.ClientCertificate))
    {
    }

    private ConnectionHandler(KubeConnection connection, ClientCertificate certificate) : base(new SocketsHttpHandler
    {
        SslOptions = Tls(connection, certificate),
        AutomaticDecompression = DecompressionMethods.GZip,
        AllowAutoRedirect = false,
        UseCookies = false,
        // Loopback must not be sent to a proxy that the environment names.
        UseProxy = !connection.Endpoint.IsLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        EnableMultipleHttp2Connections = true,
        // A connection whose other end has vanished would leave watches open for ever.
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
    })
        => (_credentials, _certificate) = (connection.Credentials, certificate);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_credentials is null)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await IdentifyAsync(_credentials, request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !_credentials.Renew())
            return response;
        response.Dispose();
        await IdentifyAsync(_credentials, request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask IdentifyAsync(ICredentials credentials, HttpRequestMessage request, CancellationToken ct)
    {
        var credential = await credentials.GetAsync(ct).ConfigureAwait(false);
        if (credential.Token is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (credential.Certificate is { } certificate)
            _certificate.Current = certificate;
    }

    /// <summary>What new connections present; those that are open keep what they presented.</summary>
    private sealed class ClientCertificate(X509Certificate2? first)
    {
        public X509Certificate2? Current { get; set; } = first;
    }

    private static SslClientAuthenticationOptions Tls(KubeConnection connection, ClientCertificate certificate)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = connection.TlsServerName };
        if (connection.ClientCertificate is not null || connection.Credentials is CachedCredentials)
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate.Current!;
        if (connection.Insecure)
#pragma warning disable CA5359 // The kubeconfig says insecure-skip-tls-verify.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        else if (connection.CertificateAuthority is { } pem)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities(pem));
        }
        return tls;
    }

    private static X509Certificate2Collection Authorities(byte[] pem)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException e)
        {
            throw new FormatException($"The certificate authority is not a PEM certificate: {e.Message}", e);
        }
        return authorities.Count > 0 ? authorities : throw new FormatException("The certificate authority is not a PEM certificate.");
    }
}
