using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Geofed.ApiServer.Access;
using Geofed.ApiServer.Tests.Http;

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

    [Fact]
    public async Task A_certificate_is_shown_over_https_and_one_of_another_authority_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var ca = Authority(now);
        await using var api = await HttpApi.StartAsync(o => o with { Ca = ca });
        using var known = api.With(Keyed(ca, now));
        using var answer = await known.GetAsync("/api/v1/pods");
        Assert.Contains("User \\\"jane\\\" cannot list resource", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = Authority(now);
        using var unknown = api.With(Keyed(other, now));
        using var refused = await unknown.GetAsync("/api/v1/pods");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static X509Certificate2 Keyed(X509Certificate2 ca, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = new CertificateRequest("CN=jane, O=dev", key, HashAlgorithmName.SHA256).Create(ca, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Authority() => Authority(Now);

    private static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    private static X509Certificate2 Signed(X509Certificate2 ca, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=jane, O=dev", key, HashAlgorithmName.SHA256).Create(ca, Now.AddDays(-1), until, [1, 2, 3, 4]);
    }
}
