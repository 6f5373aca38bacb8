using System.Text;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>A member over HTTPS.</summary>
internal static class HttpMember
{
    public static IKubeApi Connect(MemberCredentials credentials) => HttpKubeApi.FromToken(
        credentials.Endpoint,
        credentials.Token,
        credentials.CertificateAuthority is { } pem ? Encoding.UTF8.GetBytes(pem) : null,
        credentials.SkipTlsVerification);
}
