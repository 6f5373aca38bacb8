using Geofed.Clusters.Karmada;
using Geofed.Clusters.Tests.Gke;
using Geofed.Model;

namespace Geofed.Clusters.Tests.Karmada;

public class KarmadaProgramTests
{
    private static readonly KarmadaSpec Spec = Samples.Karmada;

    private static System.Text.Json.Nodes.JsonNode Values(KarmadaSpec spec) => KarmadaProgram.Create(spec).Main.At("resources", "karmada", "properties", "values")!;

    [Fact]
    public void A_spec_read_back_gives_the_same_program()
    {
        var spec = Spec with { Exposure = KarmadaExposure.External, EtcdReplicas = 5, Replicas = 3, StorageClass = "fast", StorageGibibytes = 50, Namespace = "fed", DeletionProtection = false, ChartVersion = "v1.19.0", KubeconfigIsSecret = true };
        var read = KarmadaSpec.From(JsonDocuments.ParseObject(spec.ToJson().ToUtf8()));
        Assert.Equal(spec with { Hosts = read.Hosts }, read);
        Assert.Equal(KarmadaProgram.Create(spec).MainJson, KarmadaProgram.Create(read).MainJson);
        Assert.Equal(("fast", "50Gi", 5), (Values(read).Str("etcd", "internal", "pvc", "storageClass"), Values(read).Str("etcd", "internal", "pvc", "size"), Values(read).Int("etcd", "internal", "replicaCount")));
    }

    [Fact]
    public void Hosts_are_added_to_those_that_the_certificate_needs() =>
        Assert.Equal(["localhost", "127.0.0.1", "karmada.acme.example"], Values(Spec).Strings("certs", "auto", "hosts").TakeLast(3));

    [Theory]
    [InlineData(KarmadaExposure.Internal, "LoadBalancer", "Internal")]
    [InlineData(KarmadaExposure.External, "LoadBalancer", null)]
    [InlineData(KarmadaExposure.ClusterOnly, "ClusterIP", null)]
    public void Its_API_is_reached_from_where_it_was_said(KarmadaExposure exposure, string service, string? balancer)
    {
        var api = Values(Spec with { Exposure = exposure }).Obj("apiServer");
        Assert.Equal((service, balancer), (api.Str("serviceType"), api.Str("serviceAnnotations", "networking.gke.io/load-balancer-type")));
    }

    [Fact]
    public void No_credential_is_an_output() => Assert.Equal(["namespace", "status"], KarmadaProgram.Create(Spec).Main.Obj("outputs")!.Select(o => o.Key));

    [Fact]
    public void A_kubeconfig_with_a_secret_is_encrypted_in_the_state_and_one_without_can_be_read()
    {
        Assert.Equal("./host.kubeconfig", KarmadaProgram.Create(Spec).Main.Str("resources", "host", "properties", "kubeconfig", "fn::readFile"));
        Assert.Equal("./host.kubeconfig", KarmadaProgram.Create(Spec with { KubeconfigIsSecret = true }).Main.Str("resources", "host", "properties", "kubeconfig", "fn::secret", "fn::readFile"));
    }

    [Fact]
    public void What_Karmada_cannot_run_with_is_refused()
    {
        foreach (var wrong in new[] { Spec with { EtcdReplicas = 2 }, Spec with { Replicas = 0 }, Spec with { StorageGibibytes = 0 }, Spec with { KubeconfigFile = "../host.kubeconfig" } })
            Assert.Contains("Federation 'prod'", Assert.Throws<ArgumentException>(() => KarmadaProgram.Create(wrong)).Message, StringComparison.Ordinal);
    }
}
