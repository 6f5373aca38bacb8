using System.Buffers.Text;
using System.Text;
using Geofed.ControlPlane.Members;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Members;

public class CredentialTests
{
    [Fact]
    public async Task ATokenThatIsAboutToEndIsRenewed()
    {
        await using var test = await TestFederation.StartAsync("a");
        var cluster = await test.Api.GetAsync(new(KarmadaApi.Clusters, null, "a"), default);
        var secret = new ResourcePath(CoreResources.Secrets, cluster.Str("spec", "secretRef", "namespace"), cluster.Str("spec", "secretRef", "name")!);
        var now = TimeProvider.System.GetUtcNow();
        var old = Token("system:serviceaccount:karmada-cluster:karmada-a", now.AddMinutes(-50), now.AddMinutes(10));
        await test.Api.PatchAsync(secret, PatchKind.Merge, Documents.Parse($$"""{ "data": { "token": "{{Encode(old)}}" } }"""), new(), default);
        var renewed = await test.Api.UntilAsync(secret, s => s.Str("data", "token") is { } token && token != Encode(old), test.Log);
        var lifetime = TokenLifetime.Of(Encoding.UTF8.GetString(Convert.FromBase64String(renewed.Str("data", "token")!)));
        Assert.Equal(("karmada-cluster", "karmada-a"), (lifetime!.Namespace, lifetime.Account));
        Assert.True(lifetime.Expires > now.AddMinutes(50), lifetime.ToString());
        // The member stays a member on the way.
        Assert.True((await test.Api.GetAsync(new(KarmadaApi.Clusters, null, "a"), default)).IsTrue("Ready"));
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    public void ATokenThatDoesNotSayItsEndIsLeftAlone(string token) => Assert.Null(TokenLifetime.Of(token));

    [Fact]
    public void AThirdOfItsLifeBeforeItsEndATokenIsDue()
    {
        var issued = new DateTimeOffset(2026, 3, 4, 5, 0, 0, TimeSpan.Zero);
        Assert.Equal(issued.AddHours(2), TokenLifetime.Of(Token("system:serviceaccount:ns:name", issued, issued.AddHours(3)))!.RenewAt);
    }

    private static string Token(string subject, DateTimeOffset issued, DateTimeOffset expires) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"{{subject}}","iat":{{issued.ToUnixTimeSeconds()}},"exp":{{expires.ToUnixTimeSeconds()}}}"""))}.x";

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
