using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;

namespace Geofed.Cmdlets.Tests;

/// <summary>What would happen, on the real control plane.</summary>
public class PlacementForecastTests : ShellTest
{
    private string[] Forecast(string command) => [.. Shell.Get<ClusterForecast>(command).Select(f => $"{f.Cluster} {f.CurrentReplicas}>{f.Replicas}")];

    private void Federate()
    {
        Home.Lives = true;
        Shell.Get<FederationInfo>("New-Federation prod");
        Shell.Get<FederationMember>("'us-west1', 'europe-west1', 'asia-east1' | New-GeoCluster -NodeCount 1 | Join-Federation");
    }

    [Fact]
    public void It_tells_what_publishing_would_do_and_changes_nothing()
    {
        Federate();
        Assert.Equal(["asia-east1 0>4", "europe-west1 0>4", "us-west1 0>4"], Forecast("Test-FederatedPlacement -Replicas 12"));
        Assert.Equal(["asia-east1 0>0", "europe-west1 0>2", "us-west1 0>4"], Forecast("Test-FederatedPlacement -Replicas 6 -Weight @{ 'us-west1' = 2; 'europe-west1' = 1 }"));
        Assert.Equal("the placement does not select it", Shell.Get<ClusterForecast>("Test-FederatedPlacement -Region us-west1 | Where-Object Cluster -eq asia-east1").Single().Reason);
        Assert.Empty(Shell.Get<FederatedResource>("Get-FederatedResource"));
    }

    [Fact]
    public void It_tells_of_a_loss_and_of_clusters_that_are_not_there()
    {
        Federate();
        Shell.Get<FederatedDeployment>("Publish-FederatedDeployment serve -Image x -Replicas 12 | Wait-FederatedDeployment -TimeoutSec 60");
        Assert.Equal(["asia-east1 4>6", "europe-west1 4>6", "us-west1 4>0"], Forecast("Test-FederatedPlacement serve -Without us-west1"));
        Assert.Equal(["asia-east1 4>4", "europe-west1 4>4", "us-west1 4>4"], Forecast("Get-FederatedDeployment serve | Test-FederatedPlacement"));
        Assert.Equal(["asia-east1 4>5", "europe-west1 4>5", "us-west1 4>5"], Forecast("Get-FederatedResource serve | Test-FederatedPlacement -Replicas 15"));
        Assert.Equal(["asia-east1 4>0", "europe-west1 4>0", "us-west1 4>12"], Forecast("Test-FederatedPlacement serve -Region us-west1"));
        var with = Shell.Get<ClusterForecast>("Test-FederatedPlacement serve -With us-east1, @{ Name = 'more'; Region = 'us-east4'; Accelerator = 'nvidia-l4'; GpuNodeCount = 2 }");
        Assert.Equal(["asia-east1", "europe-west1", "more?", "us-east1?", "us-west1"], with.Select(f => f.Exists ? f.Cluster : f.Cluster + "?").Order());
        Assert.Equal(12, with.Sum(f => f.Replicas));
        Assert.Matches("Cluster +Region +Chosen +Now +Replicas +Room +Reason", Shell.Show("Test-FederatedPlacement serve")[1]);
    }

    [Fact]
    public void Gpus_are_counted_node_by_node()
    {
        Federate();
        var with = "-With @{ Name = 'l4'; Region = 'us-east4'; Accelerator = 'nvidia-l4'; GpuNodeCount = 3 }";
        Assert.Equal(3, Shell.Get<ClusterForecast>($"Test-FederatedPlacement -Replicas 1 -Gpu 1 -Accelerator nvidia-l4 {with} | Where-Object Cluster -eq l4").Single().Room);
        Assert.Equal(0, Shell.Get<ClusterForecast>($"Test-FederatedPlacement -Replicas 1 -Gpu 2 {with} | Where-Object Cluster -eq l4").Single().Room);
    }

    [Fact]
    public void Each_cluster_without_room_says_what_it_lacks()
    {
        Federate();
        var with = "-With @{ Name = 'l4'; Region = 'us-east4'; Accelerator = 'nvidia-l4'; GpuNodeCount = 2 }";
        Assert.Equal(["1 of 1 replicas, with room for 0: no node has a GPU 'nvidia-l44'"], Reasons($"Test-FederatedPlacement -Cluster l4 -Replicas 1 -Gpu 1 -Accelerator nvidia-l44 {with}"));
        Assert.Equal(["1 of 1 replicas, with room for 0: a replica needs 2 nvidia.com/gpu on one node, and at most 1 is free"], Reasons($"Test-FederatedPlacement -Cluster l4 -Replicas 1 -Gpu 2 -Accelerator nvidia-l4 {with}"));
        Assert.Equal(["5 of 5 replicas, with room for 2"], Reasons($"Test-FederatedPlacement -Cluster l4 -Replicas 5 -Gpu 1 -Accelerator nvidia-l4 {with}"));
        Shell.Run("Publish-FederatedJob tune -Image x -Gpu 1");
        Assert.Equal(["it has no nodes"], Reasons("Test-FederatedPlacement tune -Kind Job"));
    }

    private string[] Reasons(string command) => [.. Shell.Run(command).Output.Select(o => ((ClusterForecast)o.BaseObject).Reason).Where(r => r != "the placement does not select it").Distinct()];

    [Fact]
    public void A_GPU_type_that_no_cluster_has_is_told_when_it_is_published()
    {
        Federate();
        const string missing = "No cluster has a GPU 'nvidia-l44'; there are none at all. What asks for it waits until a member has one.";
        Assert.Contains(missing, Shell.Run("Publish-FederatedDeployment serve -Image x -Gpu 1 -Accelerator nvidia-l44").Warnings);
        Assert.Contains(missing, Shell.Run("Publish-FederatedJob tune -Image x -Gpu 1 -Accelerator nvidia-l44 -WhatIf").Warnings);
    }

    [Fact]
    public void What_fits_nowhere_is_a_warning_and_each_cluster_says_why()
    {
        Federate();
        var result = Shell.Run("Test-FederatedPlacement -Replicas 2 -Cluster us-west1 -Without us-*");
        Assert.Contains("would not be placed: 0/2 clusters are available", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["the placement does not select it", "the placement does not select it", "it is supposed to be lost"], result.Output.Select(o => ((ClusterForecast)o.BaseObject).Reason));
    }

    [Theory]
    [InlineData("Test-FederatedPlacement nothing", "ResourceNotFound", "the kind Deployment in namespace 'default'")]
    [InlineData("Test-FederatedPlacement x -Kind Deploymnt", "UnknownKind", "Did you mean 'Deployment'?")]
    [InlineData("Test-FederatedPlacement -Without us-west2", "MemberNotFound", "Did you mean 'us-west1'?")]
    [InlineData("Test-FederatedPlacement -With us-wset1", "UnknownRegion", "Did you mean 'us-west1'?")]
    [InlineData("Test-FederatedPlacement -With @{ Region = 'us-east1'; Nodes = 3 }", "InvalidCluster", "'Nodes' is not one of")]
    [InlineData("Test-FederatedPlacement -With @{ Region = 'us-east1'; MachineType = 'n9-standard-4' }", "InvalidInput", "n9-standard-4")]
    [InlineData("Test-FederatedPlacement -Replicas 3 -Cpu lots", "BadRequest", "quantities must match")]
    [InlineData("Test-FederatedPlacement -Replicas 3 -Namespace nowhere", "NotFound", "nowhere")]
    public void Bad_input_is_one_clear_error(string command, string id, string message)
    {
        Federate();
        AssertError(Shell.Error(command), id, message);
    }
}
