using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Workloads;

namespace Geofed.Simulation.Tests.Workloads;

public class StatefulSetTests
{
    private const string Claims = """
        "volumeClaimTemplates": [ { "metadata": { "name": "data" }, "spec": { "accessModes": [ "ReadWriteOnce" ], "resources": { "requests": { "storage": "1Gi" } } } } ]
        """;

    [Fact]
    public async Task PodsComeOneAfterTheOtherWithNamesAndClaimsOfTheirOwn()
    {
        await using var test = await WorkloadTest.StartAsync();
        await test.CreateAsync(ClusterResources.StatefulSets, TestPods.Workload("StatefulSet", "db", "\"replicas\": 3, \"serviceName\": \"db\", " + Claims));
        for (var count = 1; count <= 3; count++)
        {
            var pods = await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == count);
            await test.UntilAsync(ClusterResources.StatefulSets, "db", s => s.Int("status", "replicas") == count && (s.Int("status", "readyReplicas") ?? 0) == count - 1);
            Assert.Equal($"db-{count - 1}", pods[^1].Name());
            await test.SetPhaseAsync(pods[^1], "Running");
        }
        var set = await test.UntilAsync(ClusterResources.StatefulSets, "db", s => s.Int("status", "availableReplicas") == 3);
        Assert.Equal(set.Str("status", "currentRevision"), set.Str("status", "updateRevision"));
        var pod = await test.GetAsync(ClusterResources.Pods, "db-1");
        Assert.Equal(("db-1", "1", "db-1", "db"), (pod.Label("statefulset.kubernetes.io/pod-name"), pod.Label("apps.kubernetes.io/pod-index"), pod.Str("spec", "hostname"), pod.Str("spec", "subdomain")));
        Assert.Equal("data-db-1", pod.Objects("spec", "volumes").Single(v => v.Str("name") == "data").Str("persistentVolumeClaim", "claimName"));
        Assert.Equal(["data-db-0", "data-db-1", "data-db-2"], (await test.ListAsync(ClusterResources.PersistentVolumeClaims)).Select(c => c.Name()).Order());
        Assert.Contains("create Pod db-2 in StatefulSet db successful", await test.EventsOfAsync("db", "SuccessfulCreate"));

        await test.PatchAsync(ClusterResources.StatefulSets, "db", """{ "spec": { "replicas": 1 } }""");
        Assert.Equal(["db-0"], (await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 1)).Select(p => p.Name()));
        Assert.Equal(3, (await test.ListAsync(ClusterResources.PersistentVolumeClaims)).Count);
    }

    [Fact]
    public async Task AnUpdateGoesFromTheLastDownToThePartitionAndBack()
    {
        await using var test = await WorkloadTest.StartAsync();
        test.PlayKubelet();
        await test.CreateAsync(ClusterResources.StatefulSets, TestPods.Workload("StatefulSet", "db", """
            "replicas": 3, "serviceName": "db", "podManagementPolicy": "Parallel", "updateStrategy": { "type": "RollingUpdate", "rollingUpdate": { "partition": 1 } }
            """));
        await test.UntilAsync(ClusterResources.StatefulSets, "db", s => s.Int("status", "readyReplicas") == 3);
        await test.PatchAsync(ClusterResources.StatefulSets, "db", TestPods.ImagePatch("registry.example/web:2"));
        await test.UntilAsync(ClusterResources.StatefulSets, "db", s => s.Int("status", "updatedReplicas") == 2 && s.Int("status", "readyReplicas") == 3);
        Assert.Equal([1, 2, 2], (await test.ListAsync(ClusterResources.Pods)).OrderBy(p => p.Name()).Select(p => p.Image()!.EndsWith(":2", StringComparison.Ordinal) ? 2 : 1));
        // A pod below the partition comes back as it was.
        await test.Api.DeleteAsync(new(ClusterResources.Pods, "default", "db-0"), new(), default);
        await test.UntilAsync(ClusterResources.Pods, "db-0", p => p.IsReady() && p.Image() == "registry.example/web:1");
        await test.PatchAsync(ClusterResources.StatefulSets, "db", """{ "spec": { "updateStrategy": { "rollingUpdate": { "partition": 0 } } } }""");
        var set = await test.UntilAsync(ClusterResources.StatefulSets, "db", s => s.Str("status", "currentRevision") == s.Str("status", "updateRevision") && s.Int("status", "updatedReplicas") == 3);

        // What kubectl rollout undo does: the revision's data is a patch.
        var first = (await test.ListAsync(ClusterResources.ControllerRevisions)).Single(r => r.Int("revision") == 1);
        await test.Api.PatchAsync(new(ClusterResources.StatefulSets, "default", "db"), PatchKind.Strategic, first["data"].Copy()!, new(), default);
        await test.UntilAllAsync(ClusterResources.Pods, pods => pods.Count == 3 && pods.All(p => p.Image() == "registry.example/web:1" && p.IsReady()));
        Assert.Equal([2L, 3L], (await test.ListAsync(ClusterResources.ControllerRevisions)).Select(r => r.Int("revision")!.Value).Order());
    }
}
