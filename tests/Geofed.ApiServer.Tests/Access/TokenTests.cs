using Geofed.ApiServer.Tests.Http;
using Geofed.Model;
using Microsoft.Extensions.Time.Testing;

namespace Geofed.ApiServer.Tests.Access;

/// <summary>Who a request is from: tokens of administrators and of service accounts, and nobody.</summary>
public class TokenTests
{
    private const string Accounts = "/api/v1/namespaces/default/serviceaccounts";

    [Theory]
    [InlineData("/healthz", 200)]
    [InlineData("/livez", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/version", 200)]
    [InlineData("/api", 403)]
    [InlineData("/apis", 403)]
    [InlineData("/openapi/v3", 403)]
    [InlineData("/api/v1/namespaces", 403)]
    [InlineData("/metrics", 403)]
    public async Task Without_a_token_there_are_only_health_and_version(string path, int code)
    {
        await using var api = await HttpApi.StartAsync();
        Assert.Equal(code, (await api.GetAsync(path, token: null)).Code);
        Assert.Equal(401, (await api.GetAsync(path, token: "wrong")).Code);
    }

    [Fact]
    public async Task Nothing_is_served_without_encryption()
    {
        await using var api = await HttpApi.StartAsync();
        using var plain = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(new UriBuilder(api.Host.Url) { Scheme = "http", Path = "/version" }.Uri));
    }

    [Fact]
    public async Task An_accounts_token_is_good_for_its_audience_until_it_expires_or_the_account_is_gone()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await HttpApi.StartAsync(time: time);
        var uid = (await api.CreateAsync(Accounts, """{"metadata":{"name":"bot"}}""")).Uid();
        var token = await TokenAsync(api, """{"spec":{"expirationSeconds":600}}""");
        var me = await api.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}", token);
        Assert.Equal("system:serviceaccount:default:bot", me.Json.Str("status", "userInfo", "username"));
        Assert.Equal(uid, me.Json.Str("status", "userInfo", "uid"));
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated"], me.Json.Strings("status", "userInfo", "groups"));

        var other = await TokenAsync(api, """{"spec":{"audiences":["vault"]}}""");
        Assert.Equal(401, (await api.GetAsync("/api", other)).Code);
        Assert.Equal((true, "vault"), await ReviewAsync(api, other, "vault"));
        Assert.False((await ReviewAsync(api, token, "vault")).Authenticated);

        time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(200, (await api.GetAsync("/api", token)).Code);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(401, (await api.GetAsync("/api", token)).Code);
        Assert.Equal((true, "vault"), await ReviewAsync(api, other, "vault"));
        await api.SendAsync(HttpMethod.Delete, Accounts + "/bot", null, HttpApi.Admin);
        await api.CreateAsync(Accounts, """{"metadata":{"name":"bot"}}""");
        Assert.False((await ReviewAsync(api, other, "vault")).Authenticated);
        Assert.Equal(422, (await api.PostAsync(Accounts + "/bot/token", """{"spec":{"expirationSeconds":60}}""")).Code);
    }

    [Theory]
    [InlineData("Pod", "/api/v1/namespaces/default/pods", """{"metadata":{"name":"it"},"spec":{"serviceAccountName":"bot","containers":[{"name":"c","image":"i"}]}}""")]
    [InlineData("Secret", "/api/v1/namespaces/default/secrets", """{"metadata":{"name":"it"}}""")]
    [InlineData("Node", "/api/v1/nodes", """{"metadata":{"name":"it"}}""")]
    public async Task A_bound_token_ends_with_what_it_is_bound_to(string kind, string path, string body)
    {
        await using var api = await HttpApi.StartAsync();
        await api.CreateAsync(Accounts, """{"metadata":{"name":"bot"}}""");
        var bound = $$$$"""{"spec":{"boundObjectRef":{"kind":"{{{{kind}}}}","apiVersion":"v1","name":"it"}}}""";
        Assert.Equal(404, (await api.PostAsync(Accounts + "/bot/token", bound)).Code);
        await api.CreateAsync(path, body);
        var token = await TokenAsync(api, bound);
        Assert.Equal(200, (await api.GetAsync("/api", token)).Code);
        Assert.Equal(409, (await api.PostAsync(Accounts + "/bot/token", bound.Replace("\"it\"", "\"it\",\"uid\":\"other\"", StringComparison.Ordinal))).Code);
        await api.SendAsync(HttpMethod.Delete, path + "/it?gracePeriodSeconds=0", null, HttpApi.Admin);
        Assert.Equal(401, (await api.GetAsync("/api", token)).Code);
    }

    private static async Task<string> TokenAsync(HttpApi api, string request) => (await api.CreateAsync(Accounts + "/bot/token", request)).Str("status", "token")!;

    private static async Task<(bool Authenticated, string? Audience)> ReviewAsync(HttpApi api, string token, string audience)
    {
        var review = await api.CreateAsync("/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{token}}}","audiences":["{{{audience}}}"]}}""");
        return (review.Bool("status", "authenticated") == true, review.Strings("status", "audiences").FirstOrDefault());
    }
}
