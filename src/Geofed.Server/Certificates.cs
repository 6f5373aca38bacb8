using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Geofed.Client;

namespace Geofed.Server;

/// <summary>The home's own certificate authority, and the server's certificate signed by it. The authority's key is kept (0600); the server's is made at each start.</summary>
internal sealed record Certificates(X509Certificate2 Authority, X509Certificate2 Server)
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(397);

    public byte[] AuthorityPem => Encoding.ASCII.GetBytes(Authority.ExportCertificatePem());

    public static Certificates Open(string folder, TimeProvider time)
    {
        var (certificate, key) = (Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        var now = time.GetUtcNow();
        if (!File.Exists(certificate) || !File.Exists(key))
        {
            using var made = MakeAuthority(now);
            PrivateFile.Write(key, made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            PrivateFile.Write(certificate, made.ExportCertificatePem());
        }
        var authority = X509Certificate2.CreateFromPemFile(certificate, key);
        return new(authority, MakeServer(authority, now));
    }

    private static X509Certificate2 MakeAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Geofed on this machine", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now + AuthorityLife);
    }

    private static X509Certificate2 MakeServer(X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=geofed-server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(authority, now.AddDays(-1), now + ServerLife, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }
}
