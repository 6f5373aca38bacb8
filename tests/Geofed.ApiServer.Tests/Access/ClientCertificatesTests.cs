using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Geofed.ApiServer.Access;

namespace Geofed.ApiServer.Tests.Access;

public class ClientCertificatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_names_of_a_certificate_are_the_user_and_its_groups()
    {
        using var ca = Authority();
        using var certificate = Signed(ca, Now.AddDays(1));
        var user = ClientCertificates.UserOf(certificate, ca, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
        Assert.Equal("jane", user!.Name);
        Assert.Equal(["dev", "system:authenticated"], user.Groups);
    }

    [Fact]
    public void Another_authority_or_another_time_makes_nobody()
    {
        using var ca = Authority();
        using var other = Authority();
        using var certificate = Signed(ca, Now.AddDays(1));
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now);
        Assert.Null(ClientCertificates.UserOf(certificate, other, time));
        Assert.Null(ClientCertificates.UserOf(certificate, null, time));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Null(ClientCertificates.UserOf(certificate, ca, time));
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }

    private static X509Certificate2 Signed(X509Certificate2 ca, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=jane, O=dev", key, HashAlgorithmName.SHA256).Create(ca, Now.AddDays(-1), until, [1, 2, 3, 4]);
    }
}
