using Geofed.Client;
using Geofed.Clusters;
using Geofed.Cmdlets.Tests.Playing;
using Geofed.Model.Local;

namespace Geofed.Cmdlets.Tests;

public class ClusterTests : ShellTest
{
    [Fact]
    public void Regions_become_clusters_that_run_in_their_order()
    {
        var clusters = Shell.Get<GeoCluster>("'us-west1', 'europe-west1' | New-GeoCluster -NodeCount 2");
        Assert.Equal(["us-west1", "europe-west1"], clusters.Select(c => c.Name));
        Assert.All(clusters, c => Assert.Equal((LocalApi.Running, 2, 3, true), (c.Status, c.Nodes, c.Zones.Count, c.Simulated)));
    }

    [Fact]
    public void An_accelerator_adds_a_pool_of_machines_that_carry_it()
    {
        var cluster = Shell.Get<GeoCluster>("New-GeoCluster us-west1 train -Accelerator nvidia-l4 -AcceleratorCount 2 -GpuNodeCount 1").Single();
        Assert.Equal(["3 x e2-standard-4", "1 x g2-standard-24 with 2 x nvidia-l4"], cluster.NodePools.Select(p => p.ToString()));
        Assert.Equal("train", cluster.Name);
    }

    [Fact]
    public void Pools_can_be_written_in_full()
    {
        var cluster = Shell.Get<GeoCluster>("New-GeoCluster us-west1 -NodePool @{ Count = 2; MachineType = 'n2-standard-8' }, @{ Name = 'gpu'; Accelerator = 'nvidia-h100-80gb'; AcceleratorCount = 8; Spot = $true; Taints = 'a=b:NoSchedule' }").Single();
        Assert.Equal((2, 8), (cluster.NodePools[0].Count, cluster.Gpus));
        Assert.Equal("a3-highgpu-8g", cluster.NodePools[1].MachineType);
        Assert.Equal(["a=b:NoSchedule"], cluster.NodePools[1].Taints);
    }

    [Fact]
    public void Objects_with_the_names_of_parameters_are_taken_from_the_pipeline() =>
        Assert.Equal(("edge", "asia-east1", 1), Shell.Get<GeoCluster>("[pscustomobject]@{ Name = 'edge'; Region = 'asia-east1'; NodeCount = '1' } | New-GeoCluster").Select(c => (c.Name, c.Region, c.Nodes)).Single());

    [Fact]
    public void An_unknown_region_is_refused_with_a_suggestion_and_the_others_are_created()
    {
        var result = Shell.Run("'us-wset1', 'asia-east1' | New-GeoCluster");
        AssertError(Assert.Single(result.Errors), "UnknownRegion", "There is no region 'us-wset1'. Did you mean 'us-west1'?");
        Assert.Equal("asia-east1", Assert.IsType<GeoCluster>(Assert.Single(result.Output).BaseObject).Name);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_and_the_cluster_stays_as_it_is()
    {
        Shell.Get<GeoCluster>("New-GeoCluster us-west1 train -NodeCount 5");
        AssertError(Shell.Error("New-GeoCluster europe-west1 train"), "ClusterExists", "There is a cluster 'train' already.");
        Assert.Equal(("us-west1", 5), Shell.Get<GeoCluster>("Get-GeoCluster train").Select(c => (c.Region, c.Nodes)).Single());
    }

    [Theory]
    [InlineData("New-GeoCluster us-west1 'Not_A_Name'", "Invalid", "Not_A_Name")]
    [InlineData("New-GeoCluster us-west1 -Zone us-west1-z", "UnknownZone", "no zone 'us-west1-z'")]
    [InlineData("New-GeoCluster us-west1 -Accelerator nvidia-l5", "UnknownAccelerator", "Did you mean 'nvidia-l4'?")]
    [InlineData("New-GeoCluster us-west1 -Accelerator nvidia-l4 -AcceleratorCount 3", "InvalidNodePool", "1, 2, 4, 8")]
    [InlineData("New-GeoCluster us-west1 -NodePool @{ Nodes = 3 }", "InvalidNodePool", "'Nodes' is not one of")]
    [InlineData("New-GeoCluster us-west1 -NodePool @{ Count = 'many' }", "InvalidNodePool", "'many'")]
    [InlineData("New-GeoCluster us-west1 -NodePool @{ Taints = 'x' }", "InvalidInput", "'x' is not a taint")]
    [InlineData("Get-GeoCluster usa", "ClusterNotFound", "no cluster 'usa'")]
    [InlineData("Remove-GeoCluster usa", "ClusterNotFound", "no cluster 'usa'")]
    [InlineData("Suspend-GeoCluster usa", "ClusterNotFound", "no cluster 'usa'")]
    [InlineData("Export-GeoClusterKubeconfig usa -Path x.yaml", "ClusterNotFound", "no cluster 'usa'")]
    public void Bad_input_is_one_clear_error(string command, string id, string message)
    {
        AssertError(Shell.Error(command), id, message);
        Assert.Empty(Shell.Get<GeoCluster>("Get-GeoCluster"));
    }

    [Fact]
    public void A_cluster_that_does_not_come_up_says_why_and_leaves_nothing_behind()
    {
        Home.Broken.Add("train");
        AssertError(Shell.Error("New-GeoCluster us-west1 train"), "NotCreated", "no such machine type");
        Assert.Empty(Shell.Get<GeoCluster>("Get-GeoCluster"));
    }

    [Fact]
    public void Names_and_regions_take_wildcards_and_a_pattern_without_match_is_no_error()
    {
        Shell.Get<GeoCluster>("'us-west1', 'us-west2', 'asia-east1' | New-GeoCluster");
        Assert.Equal(["us-west1", "us-west2"], Shell.Get<GeoCluster>("Get-GeoCluster US-*").Select(c => c.Name));
        Assert.Equal(["asia-east1"], Shell.Get<GeoCluster>("Get-GeoCluster -Region asia*").Select(c => c.Name));
        Assert.Empty(Shell.Get<GeoCluster>("Get-GeoCluster nothing*"));
    }

    [Fact]
    public void An_outage_begins_and_ends()
    {
        Shell.Get<GeoCluster>("New-GeoCluster us-west1");
        Assert.Equal("Hanging", Shell.Get<GeoCluster>("Get-GeoCluster | Suspend-GeoCluster -Mode Hang -PassThru").Single().Status);
        Assert.Empty(Shell.Get<GeoCluster>("Suspend-GeoCluster us-west1"));
        Assert.Equal("Refusing", Shell.Get<GeoCluster>("Get-GeoCluster").Single().Status);
        Assert.Equal("Running", Shell.Get<GeoCluster>("Resume-GeoCluster * -PassThru").Single().Status);
    }

    [Fact]
    public void Removing_ends_when_the_cluster_is_gone()
    {
        Shell.Get<GeoCluster>("'us-west1', 'us-west2' | New-GeoCluster");
        Assert.Empty(Shell.Get<object>("Get-GeoCluster us-west1 | Remove-GeoCluster"));
        Assert.Equal(["us-west2"], Shell.Get<GeoCluster>("Get-GeoCluster").Select(c => c.Name));
    }

    [Fact]
    public async Task A_member_is_removed_only_by_force()
    {
        Shell.Get<GeoCluster>("New-GeoCluster us-west1");
        Shell.Run("New-Federation prod");
        await Home.AddMemberAsync("us-west1", "us-west1");
        AssertError(Shell.Error("Remove-GeoCluster us-west1"), "ClusterIsMember", "a member of federation 'prod'");
        Assert.Single(Shell.Get<GeoCluster>("Get-GeoCluster"));
        Assert.Empty(Shell.Get<object>("Remove-GeoCluster us-west1 -Force"));
        Assert.Empty(Shell.Get<GeoCluster>("Get-GeoCluster"));
    }

    [Fact]
    public void An_exported_kubeconfig_keeps_what_the_file_has_and_is_private()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("geofed-kubeconfig-").FullName, "config");
        Kubeconfig.ForToken("mine", new("https://example.com"), "secret", "ca"u8.ToArray()).Save(path);
        Shell.Get<GeoCluster>("New-GeoCluster us-west1");
        var file = Shell.Get<FileInfo>($"Export-GeoClusterKubeconfig us-west1 -Path '{path}' -PassThru").Single();
        var config = Kubeconfig.Load(path);
        Assert.Equal(["mine", "us-west1"], config.Contexts);
        Assert.Equal("us-west1", config.CurrentContext);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        file.Directory!.Delete(recursive: true);
    }
}
