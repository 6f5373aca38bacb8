using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Geofed.Client;

/// <summary>Pooled HTTPS connections of one <see cref="KubeConnection"/>: its trust, its certificate and its token.</summary>
internal sealed class ConnectionHandler : DelegatingHandler
{
    private readonly Func<string?>? _token;

    public ConnectionHandler(KubeConnection connection) : base(new SocketsHttpHandler
    {
        SslOptions = Tls(connection),
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
        => _token = connection.Token;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_token?.Invoke() is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }

    private static SslClientAuthenticationOptions Tls(KubeConnection connection)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = connection.TlsServerName };
        if (connection.ClientCertificate is { } certificate)
        {
            tls.ClientCertificates = [certificate];
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }
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
