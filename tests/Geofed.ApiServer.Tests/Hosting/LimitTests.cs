using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Geofed.ApiServer.Tests.Http;
using Geofed.ApiServer.Tests.Watching;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Hosting;

/// <summary>Nothing that one client sends or holds takes the process down, or the others' place.</summary>
public class LimitTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData(1_400_000, 201, "")]
    [InlineData(1_600_000, 500, "etcdserver: request is too large")]
    [InlineData(3_200_000, 413, "Request entity too large: limit is 3145728")]
    public async Task A_body_and_an_object_may_be_only_so_large(int size, int code, string message)
    {
        await using var api = await HttpApi.StartAsync();
        var answer = await api.PostAsync("/api/v1/namespaces/default/pods", $$$"""{"metadata":{"name":"large"},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"k","value":"{{{new string('x', size)}}}"}]}]}}""");
        Assert.Equal((code, message), (answer.Code, answer.Message));
        await StillServesAsync(api);
    }

    [Theory]
    [InlineData("{\"metadata\":{\"name\":\"deep\"},\"a\":", "{\"a\":", "}")]
    [InlineData("{\"metadata\":{\"name\":\"deep\"},\"a\":", "[", "]")]
    public async Task Json_may_be_only_so_deep(string start, string open, string close)
    {
        await using var api = await HttpApi.StartAsync();
        foreach (var depth in (int[])[300, 300_000])
            Assert.Equal(400, (await api.PostAsync(ConfigMaps, start + Many(open, depth) + "1" + Many(close, depth) + "}")).Code);
        await StillServesAsync(api);
    }

    [Fact]
    public async Task What_is_not_too_deep_is_kept_shown_and_changed()
    {
        await using var api = await HttpApi.StartAsync();
        const string revisions = "/apis/apps/v1/namespaces/default/controllerrevisions";
        await api.CreateAsync(revisions, "{\"metadata\":{\"name\":\"deep\"},\"revision\":1,\"data\":" + Many("{\"a\":", 190) + "1" + Many("}", 191));
        var patched = await api.SendAsync(HttpMethod.Patch, revisions + "/deep", """{"metadata":{"labels":{"a":"b"}}}""", HttpApi.Admin, ("Content-Type", "application/merge-patch+json"));
        Assert.True(patched.Code == 200, patched.Text);
        foreach (var accept in (string[])["application/json", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"])
            Assert.Equal(200, (await api.GetAsync(revisions, HttpApi.Admin, ("Accept", accept))).Code);
    }

    [Fact]
    public async Task Yaml_may_be_only_so_deep_and_so_large_with_what_its_anchors_stand_for()
    {
        await using var api = await HttpApi.StartAsync();
        var anchors = string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        foreach (var body in (string[])[Many("- ", 100_000), Many("[", 100_000), Many("{a: ", 100_000), "a0: &a0 x\n" + anchors])
            Assert.Equal(400, (await api.PostAsync(ConfigMaps, body, HttpApi.Admin, ("Content-Type", "application/yaml"))).Code);
        await StillServesAsync(api);
    }

    private static string Many(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    [Theory]
    [InlineData("GET /version?a={0} HTTP/1.1\r\nHost: localhost\r\n\r\n", 66_000, "414")]
    [InlineData("GET /version HTTP/1.1\r\nHost: localhost\r\nX-Long: {0}\r\n\r\n", 132_000, "431")]
    public async Task An_address_and_headers_may_be_only_so_long(string request, int length, string code)
    {
        await using var api = await HttpApi.StartAsync();
        // Little more than may be: what the server leaves unread would cost the client the answer.
        Assert.StartsWith($"HTTP/1.1 {code} ", await RawAsync(api, string.Format(null, request, new string('x', length))), StringComparison.Ordinal);
        await StillServesAsync(api);
    }

    [Fact]
    public async Task A_selector_of_many_names_is_not_too_long()
    {
        await using var api = await HttpApi.StartAsync();
        Assert.Equal(200, (await api.GetAsync($"{ConfigMaps}?labelSelector=a+in+({string.Join(',', Enumerable.Range(0, 2000).Select(i => "name-of-" + i))})")).Code);
    }

    [Fact]
    public async Task One_who_sends_too_slowly_is_cut_off()
    {
        await using var api = await HttpApi.StartAsync();
        var answer = await RawAsync(api, $"POST {ConfigMaps} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {HttpApi.Admin}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{");
        Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
        await StillServesAsync(api);
    }

    [Fact]
    public async Task A_user_holds_only_so_many_watches_and_gets_a_place_back_when_one_ends()
    {
        await using var api = await HttpApi.StartAsync(o => o with { MaxWatchesPerUser = 2 });
        var first = await HttpWatch.StartAsync(api, ConfigMaps + "?watch=1");
        using var second = await HttpWatch.StartAsync(api, ConfigMaps + "?watch=1&timeoutSeconds=1");
        var refused = await api.GetAsync(ConfigMaps + "?watch=1");
        Assert.Equal((429, "5"), (refused.Code, refused.RetryAfter));
        Assert.Contains("holds 2 watches already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await api.GetAsync(ConfigMaps)).Code);
        while (await second.NextNameAsync() != "end")
        {
            // Until its time is over.
        }
        using var third = await HttpWatch.StartAsync(api, ConfigMaps + "?watch=1");
        Assert.Equal(200, third.Code);
        first.Dispose();
    }

    [Fact]
    public async Task Too_many_requests_at_once_are_told_when_to_come_back_and_administrators_get_in()
    {
        await using var api = await HttpApi.StartAsync(o => o with { MaxRequestsInFlight = 0 });
        await api.CreateAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", """{"metadata":{"name":"all"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"jane"}]}""");
        var refused = await api.GetAsync(ConfigMaps, HttpApi.Admin, ("Impersonate-User", "jane"));
        Assert.Equal((429, "1", "TooManyRequests"), (refused.Code, refused.RetryAfter, refused.Json.Str("reason")));
        await StillServesAsync(api);
    }

    [Fact]
    public async Task A_patch_of_too_many_operations_is_refused()
    {
        await using var api = await HttpApi.StartAsync();
        await api.CreateAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        var operations = string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/kind","value":"ConfigMap"}""", 10_001));
        Assert.Equal(413, (await api.SendAsync(HttpMethod.Patch, ConfigMaps + "/a", $"[{operations}]", HttpApi.Admin, ("Content-Type", "application/json-patch+json"))).Code);
    }

    private static async Task StillServesAsync(HttpApi api) => Assert.Equal(200, (await api.GetAsync(ConfigMaps)).Code);

    /// <summary>What a connection gets for these bytes until it is closed.</summary>
    private static async Task<string> RawAsync(HttpApi api, string request)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var connection = new TcpClient();
        await connection.ConnectAsync(api.Host.Url.Host, api.Host.Url.Port, deadline.Token);
        await using var stream = new SslStream(connection.GetStream(), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = SslProtocols.None }, deadline.Token);
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), deadline.Token);
            var chunk = new byte[4096];
            while (await stream.ReadAsync(chunk, deadline.Token) is > 0 and var read)
                answer.Append(Encoding.ASCII.GetString(chunk, 0, read));
        }
        catch (IOException)
        {
            // Cut off.
        }
        return answer.ToString();
    }
}
