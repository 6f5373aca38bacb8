using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class VolumeTests
{
    [Fact]
    public async Task AClaimOfTheDefaultClassWaitsForItsConsumersNode()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.Nodes, """{ "apiVersion": "v1", "kind": "Node", "metadata": { "name": "n1", "labels": { "topology.kubernetes.io/zone": "us-west1-a" } } }""");
        await test.CreateAsync(ClusterResources.PersistentVolumeClaims, Claim("data", ""));
        Assert.Equal(["waiting for first consumer to be created before binding"], await test.EventsOfAsync("data", "WaitForFirstConsumer"));
        var claim = await test.GetAsync(ClusterResources.PersistentVolumeClaims, "data");
        Assert.Equal(("standard-rwo", "Pending"), (claim.Str("spec", "storageClassName"), claim.Str("status", "phase")));
        // What the scheduler does when it has found a place for the pod.
        await test.PatchAsync(ClusterResources.PersistentVolumeClaims, "data", """{ "metadata": { "annotations": { "volume.kubernetes.io/selected-node": "n1" } } }""");
        claim = await test.UntilAsync(ClusterResources.PersistentVolumeClaims, "data", c => c.Str("status", "phase") == "Bound");
        Assert.Equal("5Gi", claim.Str("status", "capacity", "storage"));
        var volume = await test.UntilAsync(ClusterResources.PersistentVolumes, claim.Str("spec", "volumeName")!, v => v.Str("status", "phase") == "Bound");
        Assert.Equal(("pd.csi.storage.gke.io", claim.Uid(), "Delete"), (volume.Str("spec", "csi", "driver"), volume.Str("spec", "claimRef", "uid"), volume.Str("spec", "persistentVolumeReclaimPolicy")));
        Assert.Contains("us-west1-a", volume.At("spec", "nodeAffinity")!.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnImmediateClaimBindsAtOnceAndItsVolumeGoesWithIt()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.PersistentVolumeClaims, Claim("data", "\"storageClassName\": \"standard\","));
        await test.UntilAsync(ClusterResources.PersistentVolumeClaims, "data", c => c.Str("status", "phase") == "Bound");
        await test.CreateAsync(ClusterResources.Pods, """
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "user" }, "spec": { "containers": [ { "name": "c", "image": "registry.example/c:1" } ],
              "volumes": [ { "name": "v", "persistentVolumeClaim": { "claimName": "data" } } ] } }
            """);
        await test.Api.DeleteAsync(new(ClusterResources.PersistentVolumeClaims, "default", "data"), new(), default);
        // What is made after is bound after the deletion has been looked at.
        await test.CreateAsync(ClusterResources.PersistentVolumeClaims, Claim("later", "\"storageClassName\": \"standard\","));
        await test.UntilAsync(ClusterResources.PersistentVolumeClaims, "later", c => c.Str("status", "phase") == "Bound");
        Assert.True((await test.GetAsync(ClusterResources.PersistentVolumeClaims, "data")).IsDeleting());
        await test.Api.DeleteAsync(new(ClusterResources.Pods, "default", "user"), new(), default);
        await test.UntilAllAsync(ClusterResources.PersistentVolumeClaims, claims => claims.Count == 1);
        await test.UntilAllAsync(ClusterResources.PersistentVolumes, volumes => volumes.Count == 1);
    }

    [Fact]
    public async Task AnEphemeralVolumeHasAClaimOfItsPod()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.Pods, """
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "user" }, "spec": { "containers": [ { "name": "c", "image": "registry.example/c:1" } ],
              "volumes": [ { "name": "scratch", "ephemeral": { "volumeClaimTemplate": { "metadata": { "labels": { "type": "scratch" } },
                "spec": { "accessModes": [ "ReadWriteOnce" ], "storageClassName": "standard", "resources": { "requests": { "storage": "5Gi" } } } } } } ] } }
            """);
        var claim = await test.UntilAsync(ClusterResources.PersistentVolumeClaims, "user-scratch", c => c.Str("status", "phase") == "Bound");
        Assert.Equal("scratch", claim.Label("type"));
        Assert.Equal("user", claim.Objects("metadata", "ownerReferences").Single().Str("name"));
        await test.Api.DeleteAsync(new(ClusterResources.Pods, "default", "user"), new() { GracePeriodSeconds = 0 }, default);
        await test.UntilAllAsync(ClusterResources.PersistentVolumeClaims, claims => claims.Count == 0);
    }

    [Fact]
    public async Task AVolumeThatIsThereIsTakenTheSmallestThatWillDo()
    {
        await using var test = await WorkloadTest.StartAsync();
        foreach (var size in new[] { "1Gi", "50Gi", "8Gi" })
        {
            await test.CreateAsync(ClusterResources.PersistentVolumes, $$"""
                { "apiVersion": "v1", "kind": "PersistentVolume", "metadata": { "name": "disk-{{size.ToLowerInvariant()}}" },
                  "spec": { "capacity": { "storage": "{{size}}" }, "accessModes": [ "ReadWriteOnce" ], "hostPath": { "path": "/data" } } }
                """);
        }
        await test.UntilAllAsync(ClusterResources.PersistentVolumes, volumes => volumes.All(v => v.Str("status", "phase") == "Available"));
        await test.CreateAsync(ClusterResources.PersistentVolumeClaims, Claim("data", "\"storageClassName\": \"\","));
        await test.UntilAsync(ClusterResources.PersistentVolumeClaims, "data", c => c.Str("status", "phase") == "Bound" && c.Str("spec", "volumeName") == "disk-8gi");
        await test.Api.DeleteAsync(new(ClusterResources.PersistentVolumeClaims, "default", "data"), new(), default);
        // Its reclaim policy is Retain.
        await test.UntilAsync(ClusterResources.PersistentVolumes, "disk-8gi", v => v.Str("status", "phase") == "Released");
    }

    [Fact]
    public async Task AClusterHasTheClassesOfItsProvider()
    {
        await using var test = await WorkloadTest.StartAsync();
        Assert.Equal(["premium-rwo", "standard", "standard-rwo"], (await test.ListAsync(ClusterResources.StorageClasses)).Select(c => c.Name()).Order());
        Assert.Equal(["system-cluster-critical", "system-node-critical"], (await test.ListAsync(new("scheduling.k8s.io", "v1", "priorityclasses"))).Select(c => c.Name()).Order());
    }

    private static JsonObject Claim(string name, string spec) => WorkloadTest.Parse($$"""
        { "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": { "name": "{{name}}" },
          "spec": { {{spec}} "accessModes": [ "ReadWriteOnce" ], "resources": { "requests": { "storage": "5Gi" } } } }
        """);
}
