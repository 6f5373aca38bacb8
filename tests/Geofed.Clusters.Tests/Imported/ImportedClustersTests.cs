using Geofed.Client;
using Geofed.Clusters.Imported;

namespace Geofed.Clusters.Tests.Imported;

public sealed class ImportedClustersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geofed-imported-").FullName;
    private readonly ImportedClusters _clusters;

    public ImportedClustersTests() => _clusters = new(Path.Combine(_folder, "imported"));

    private static Kubeconfig Config(string token = "hush") => Kubeconfig.ForToken("ctx", new("https://cluster.example:6443"), token, "ca"u8.ToArray());

    private static readonly GeoCluster Train = new("train", "europe-west4")
    {
        Zones = ["europe-west4-a"],
        Provider = "gcp",
        KubernetesVersion = "v1.33.1",
        NodePools = [new("gpu", "g2-standard-24", 2, "nvidia-l4", 2)],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void What_was_found_out_is_kept_beside_the_credentials()
    {
        _clusters.Add(Train, Config());
        var kept = Assert.Single(_clusters.List());
        Assert.Equal(("train", "europe-west4", "gcp", "v1.33.1", ClusterSource.Imported, "https://cluster.example:6443"), (kept.Name, kept.Region, kept.Provider, kept.KubernetesVersion, kept.Source, kept.Endpoint));
        Assert.Equal((Train.NodePools.Single().ToString(), "europe-west4-a", Train.CreatedAt), (kept.NodePools.Single().ToString(), kept.Zones.Single(), kept.CreatedAt));
        Assert.Equal("https://cluster.example:6443/", Kubeconfig.Load(kept.Kubeconfig!).Connect().Endpoint.ToString());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept.Kubeconfig!));
    }

    [Fact]
    public void Adding_it_again_takes_the_place_of_the_former_credentials()
    {
        _clusters.Add(Train, Config());
        _clusters.Add(Train with { Region = "us-west1" }, Config("other"));
        Assert.Equal("us-west1", Assert.Single(_clusters.List()).Region);
        Assert.DoesNotContain("hush", File.ReadAllText(_clusters.List()[0].Kubeconfig!), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_forgotten_leaves_nothing_behind()
    {
        _clusters.Add(Train, Config());
        Assert.True(_clusters.Remove("train"));
        Assert.False(_clusters.Remove("train"));
        Assert.Empty(_clusters.List());
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_that_was_damaged_is_a_cluster_that_has_failed_and_the_others_are_listed()
    {
        _clusters.Add(Train, Config());
        File.WriteAllText(Path.Combine(_folder, "imported", "broken.yaml"), "clusters: [");
        Assert.Equal([("broken", "Failed"), ("train", "Running")], _clusters.List().Select(c => (c.Name, c.Status)));
        Assert.Contains("broken.yaml is not a kubeconfig", _clusters.Find("broken")!.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
