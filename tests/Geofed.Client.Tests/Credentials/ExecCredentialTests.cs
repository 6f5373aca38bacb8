using System.Net;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client.Tests.Credentials;

/// <summary>Credentials from a program that the kubeconfig names, against a server that says who called it.</summary>
public sealed class ExecCredentialTests : IDisposable
{
    private const string Version = "client.authentication.k8s.io/v1beta1";
    private readonly PluginScript _plugin = new();

    [Fact]
    public async Task The_token_of_the_program_is_sent_and_asked_for_once()
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does($$$"""echo x >>"$HERE/runs"; printf '{"kind":"ExecCredential","apiVersion":"{{{Version}}}","status":{"token":"of-%s-%s"}}' "$1" "$FLAVOUR" """);
        using var server = new WhoCalls();
        using var api = Open(server, $$"""{ apiVersion: {{Version}}, command: ./plugin, args: [a b], env: [{ name: FLAVOUR, value: mild }] }""");
        Assert.Equal("Bearer of-a b-mild", await WhoAsync(api));
        await WhoAsync(api);
        Assert.Equal("x\n", _plugin.Read("runs"));
    }

    [Fact]
    public async Task A_token_that_is_about_to_expire_is_asked_for_again()
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does($$$"""echo x >>"$HERE/runs"; printf '{"kind":"ExecCredential","apiVersion":"{{{Version}}}","status":{"token":"t","expirationTimestamp":"%s"}}' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" """);
        using var server = new WhoCalls();
        using var api = Open(server, $$"""{ apiVersion: {{Version}}, command: ./plugin }""");
        await WhoAsync(api);
        await WhoAsync(api);
        Assert.Equal("x\nx\n", _plugin.Read("runs"));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_asked_for_again_once()
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does($$$"""echo x >>"$HERE/runs"; printf '{"kind":"ExecCredential","apiVersion":"{{{Version}}}","status":{"token":"t%s"}}' "$(wc -l <"$HERE/runs" | tr -d ' ')" """);
        using var server = new WhoCalls { Refused = "Bearer t1" };
        using var api = Open(server, $$"""{ apiVersion: {{Version}}, command: ./plugin }""");
        Assert.Equal("Bearer t2", await WhoAsync(api));
        server.Refused = null;
        Assert.Equal("Bearer t2", await WhoAsync(api));
        server.Refused = "Bearer";
        var e = await Assert.ThrowsAsync<KubeApiException>(() => WhoAsync(api));
        Assert.Equal(401, e.Code);
        Assert.Equal("x\nx\nx\n", _plugin.Read("runs"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_program_is_told_the_cluster_when_the_kubeconfig_says_so(bool provide)
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does($$$"""printf %s "$KUBERNETES_EXEC_INFO" >"$HERE/info"; echo '{"kind":"ExecCredential","apiVersion":"{{{Version}}}","status":{"token":"t"}}'""");
        await Credentials($$"""{ apiVersion: {{Version}}, command: ./plugin, provideClusterInfo: {{(provide ? "true" : "false")}} }""").GetAsync(CancellationToken.None);
        var info = JsonNode.Parse(_plugin.Read("info"))!;
        Assert.Equal((Version, "ExecCredential", false), (info.Str("apiVersion"), info.Str("kind"), info.Bool("spec", "interactive")!.Value));
        Assert.Equal(provide ? "https://127.0.0.1:1/" : null, info.Str("spec", "cluster", "server"));
        Assert.Equal(provide ? "Q0E=" : null, info.Str("spec", "cluster", "certificate-authority-data"));
    }

    [Theory]
    [InlineData("echo 'noise' >&2; echo 'log in first' >&2; exit 3", "gave no credentials: it ended with 3: log in first")]
    [InlineData("echo hush-but-not-json", "answered something that is not JSON.")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"hush"}}'""", "where the kubeconfig wants client.authentication.k8s.io/v1beta1 ExecCredential.")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{}}'""", "answered neither a token nor a certificate.")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"clientCertificateData":"x"}}'""", "answered a certificate without its key, or a key without its certificate.")]
    public async Task What_the_program_does_wrong_is_said_and_no_secret_is(string script, string said)
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does(script);
        var e = await Assert.ThrowsAsync<CredentialsException>(async () => await Credentials($$"""{ apiVersion: {{Version}}, command: ./plugin }""").GetAsync(CancellationToken.None));
        Assert.EndsWith(said, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_comes_with_the_hint_of_the_kubeconfig()
    {
        var e = await Assert.ThrowsAsync<CredentialsException>(async () =>
            await Credentials($$"""{ apiVersion: {{Version}}, command: geofed-no-such-plugin, installHint: Get it from the shop. }""").GetAsync(CancellationToken.None));
        Assert.Contains("geofed-no-such-plugin, which gives the credentials, cannot be run", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("Get it from the shop.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_the_caller()
    {
        if (OperatingSystem.IsWindows())
            return;
        _plugin.Does("echo $$ >\"$HERE/pid\"; exec sleep 600");
        using var stop = new CancellationTokenSource();
        var getting = Credentials($$"""{ apiVersion: {{Version}}, command: ./plugin }""").GetAsync(stop.Token).AsTask();
        while (!File.Exists(Path.Combine(_plugin.Folder, "pid")) || _plugin.Read("pid").Length == 0)
            await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => getting);
    }

    [Theory]
    [InlineData("{ apiVersion: client.authentication.k8s.io/v1alpha1, command: x }", "only client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1 are spoken")]
    [InlineData("{ apiVersion: client.authentication.k8s.io/v1 }", "exec names no command")]
    [InlineData("{ apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always }", "wants to ask at a terminal")]
    public void A_section_that_cannot_be_used_is_refused(string exec, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => _plugin.Kubeconfig(exec).Connect()).Message, StringComparison.Ordinal);

    public void Dispose() => _plugin.Dispose();

    private ICredentials Credentials(string exec) => _plugin.Kubeconfig(exec).Connect().Credentials!;

    private HttpKubeApi Open(WhoCalls server, string exec) => new(_plugin.Kubeconfig(exec, server.Address).Connect());

    private static async Task<string?> WhoAsync(HttpKubeApi api) => JsonNode.Parse(await api.GetRawAsync("/who", CancellationToken.None)).Str("who");

    /// <summary>Answers who called, by its Authorization header.</summary>
    private sealed class WhoCalls : IDisposable
    {
        private readonly HttpListener _listener = new();

        public WhoCalls()
        {
            Address = new($"http://127.0.0.1:{FreePort()}/");
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = ServeAsync();
        }

        public Uri Address { get; }

        /// <summary>Headers that begin with this are not taken.</summary>
        public string? Refused { get; set; }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext call;
                try
                {
                    call = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
                var who = call.Request.Headers["Authorization"];
                call.Response.StatusCode = Refused is { } refused && who!.StartsWith(refused, StringComparison.Ordinal) ? 401 : 200;
                await JsonSerializerWrite(call.Response, who);
            }
        }

        private static async Task JsonSerializerWrite(HttpListenerResponse response, string? who)
        {
            await System.Text.Json.JsonSerializer.SerializeAsync(response.OutputStream, new { who });
            response.Close();
        }

        private static int FreePort()
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        public void Dispose() => _listener.Close();
    }
}
