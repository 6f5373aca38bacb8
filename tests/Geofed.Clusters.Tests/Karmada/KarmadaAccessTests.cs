using System.Text;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Karmada;
using Geofed.Model;
using Geofed.Model.Yaml;

namespace Geofed.Clusters.Tests.Karmada;

public class KarmadaAccessTests
{
    private const string Inside = "https://karmada-apiserver.karmada-system.svc.cluster.local:5443";
    private static readonly KarmadaSpec Spec = new("prod", "host");

    private static JsonObject Secret(string text) => new() { ["data"] = new JsonObject { ["kubeconfig"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) } };

    private static JsonObject Admin() => Secret(YamlText.Write(Kubeconfig.ForToken("karmada", new(Inside), "t0ps3cret", "ca"u8.ToArray()).Document));

    private static JsonObject Service(string? ingress) => (JsonObject)JsonNode.Parse($$"""
        { "spec": { "ports": [{ "port": 5443 }] }, "status": { "loadBalancer": { {{(ingress is null ? "" : $"\"ingress\": [{ingress}]")}} } } }
        """)!;

    private static (string? Server, string? TlsName) Cluster(KarmadaAccess access)
    {
        var cluster = access.Kubeconfig.Document.Objects("clusters").Single().Obj("cluster");
        return (cluster.Str("server"), cluster.Str("tls-server-name"));
    }

    [Theory]
    [InlineData("""{ "ip": "203.0.113.9" }""", "https://203.0.113.9:5443")]
    [InlineData("""{ "ip": "2001:db8::9" }""", "https://[2001:db8::9]:5443")]
    [InlineData("""{ "hostname": "lb.example" }""", "https://lb.example:5443")]
    public void It_is_called_by_its_load_balancer_and_expected_under_the_name_that_its_certificate_has(string ingress, string server)
    {
        var (access, lacks) = KarmadaAccess.Of(Spec, Admin(), Service(ingress));
        Assert.Null(lacks);
        Assert.Equal((server, "karmada-apiserver.karmada-system.svc.cluster.local"), Cluster(access!));
        Assert.DoesNotContain("t0ps3cret", access!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_called_by_a_name_that_its_certificate_was_made_for()
    {
        var (access, _) = KarmadaAccess.Of(Spec with { Hosts = ["karmada.acme.example", "203.0.113.9"] }, Admin(), Service("""{ "ip": "203.0.113.9" }"""));
        Assert.Equal(("https://karmada.acme.example:5443", null), Cluster(access!));
        Assert.Equal("203.0.113.9", access!.Balancer);
        Assert.NotNull(KarmadaAccess.Of(Spec with { Hosts = ["karmada.acme.example"] }, Admin(), Service(null)).Access);
    }

    [Fact]
    public void What_is_still_lacking_is_told()
    {
        Assert.Contains("secret 'karmada-kubeconfig' in namespace 'karmada-system' is not there", KarmadaAccess.Of(Spec, null, Service(null)).Lacks, StringComparison.Ordinal);
        Assert.Contains("service 'karmada-apiserver'", KarmadaAccess.Of(Spec, Admin(), null).Lacks, StringComparison.Ordinal);
        Assert.Contains("load balancer", KarmadaAccess.Of(Spec, Admin(), Service(null)).Lacks, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- just\n- a list: t0ps3cret")]
    [InlineData("kind: Config\ntoken: t0ps3cret")]
    public void A_secret_that_holds_something_else_is_refused_and_not_quoted(string text)
    {
        var refused = Assert.Throws<FormatException>(() => KarmadaAccess.Of(Spec, Secret(text), Service(null)));
        Assert.Contains("holds no kubeconfig", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ps3cret", refused.ToString(), StringComparison.Ordinal);
    }
}
