using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Geofed.ApiServer.Hosting;

/// <summary>How a host listens so that clients may, but need not, show a certificate: whose it is, the API decides.</summary>
public static class ServerTls
{
    public static HttpsConnectionAdapterOptions Options(X509Certificate2 server) => new()
    {
        ServerCertificate = server,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,
        ClientCertificateValidation = (_, _, _) => true,
    };
}
