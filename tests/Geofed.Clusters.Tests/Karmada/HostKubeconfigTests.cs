using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Clusters.Karmada;

namespace Geofed.Clusters.Tests.Karmada;

public class HostKubeconfigTests
{
    private static HostKubeconfig With(string user) => new(new(new JsonObject
    {
        ["clusters"] = new JsonArray(new JsonObject { ["name"] = "c", ["cluster"] = new JsonObject { ["server"] = "https://203.0.113.1" } }),
        ["contexts"] = new JsonArray(new JsonObject { ["name"] = "c", ["context"] = new JsonObject { ["cluster"] = "c", ["user"] = "c" } }),
        ["users"] = new JsonArray(new JsonObject { ["name"] = "c", ["user"] = JsonNode.Parse(user) }),
        ["current-context"] = "c",
    }));

    [Theory]
    [InlineData("""{ "token": "t" }""", true)]
    [InlineData("""{ "client-certificate-data": "Y2VydA==", "client-key-data": "a2V5" }""", true)]
    [InlineData("""{ "username": "u", "password": "p" }""", true)]
    [InlineData("""{ "tokenFile": "/var/run/token" }""", false)]
    [InlineData("""{ "client-certificate": "/c.crt", "client-key": "/c.key" }""", false)]
    [InlineData("""{ "exec": { "apiVersion": "client.authentication.k8s.io/v1beta1", "command": "gke-gcloud-auth-plugin" } }""", false)]
    public void It_is_told_whether_a_secret_stands_in_it(string user, bool secret) => Assert.Equal(secret, With(user).HoldsSecret);

    [Fact]
    public void A_program_that_is_not_there_is_told()
    {
        var host = With("""{ "exec": { "apiVersion": "client.authentication.k8s.io/v1beta1", "command": "gke-gcloud-auth-plugin" } }""");
        Assert.Equal("gke-gcloud-auth-plugin", host.MissingProgram(_ => null));
        Assert.Null(host.MissingProgram(name => "/usr/bin/" + name));
        Assert.Null(With("""{ "token": "t" }""").MissingProgram(_ => null));
    }

    [Fact]
    public void Its_text_is_the_context_alone() => Assert.Equal("c", With("""{ "token": "t0ps3cret" }""").ToString());
}
