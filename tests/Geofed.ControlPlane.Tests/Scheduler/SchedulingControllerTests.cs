using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Members;
using Geofed.ControlPlane.Queueing;
using Geofed.ControlPlane.Scheduler;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Tests.Scheduler;

public class SchedulingControllerTests
{
    /// <summary>Bindings are decided upon in the order in which they come: the one that was written does not come again before the next one.</summary>
    [Fact]
    public async Task ADecisionsOwnChangeAsksForNoOther()
    {
        await using var test = new TestFederation();
        await test.OpenAsync();
        await test.Api.CreateAsync(new(KarmadaApi.Clusters), Documents.Parse("""
            { "apiVersion": "cluster.karmada.io/v1alpha1", "kind": "Cluster", "metadata": { "name": "a" }, "spec": { "syncMode": "Push" } }
            """), new(), default);
        await test.Api.PatchAsync(new(KarmadaApi.Clusters, null, "a", "status"), PatchKind.Merge, Documents.Parse("""
            { "status": { "apiEnablements": [ { "groupVersion": "v1", "resources": [ { "kind": "ConfigMap", "name": "configmaps" } ] } ] } }
            """), new(), default);
        await using var caches = new ControlPlaneCaches(test.Api, TimeProvider.System);
        await using var fleet = new MemberFleet(new());
        var inFlight = new InFlight();
        var capacity = new MemberCapacity(fleet, inFlight);
        var writer = new ScheduleWriter(test.Api, caches, inFlight, TimeProvider.System, new EventRecorder(test.Api, TimeProvider.System, "test"));
        var jobs = new JobQueueController(caches, fleet, new(caches, fleet, capacity, inFlight, writer, TimeProvider.System), TimeProvider.System, writer);
        var scheduling = new SchedulingController(test.Api, caches, inFlight, capacity, TimeProvider.System, writer, jobs);
        scheduling.Subscribe();
        await caches.StartAsync(default);

        await CreateAsync("first");
        Assert.Equal("first", await ScheduleAsync());
        var written = await test.Api.GetAsync(Documents.Binding("first"), default);
        Assert.True(written.IsTrue("Scheduled"));
        await CreateAsync("second");
        Assert.Equal("second", await ScheduleAsync());

        // What somebody else changes is decided upon.
        await test.Api.MergeAsync(Documents.Binding("first"), new() { ["spec"] = new JsonObject { ["replicas"] = 3 } }, default);
        Assert.Equal("first", await ScheduleAsync());

        Task CreateAsync(string name) => test.Api.CreateAsync(new(KarmadaApi.ResourceBindings, "default"), Documents.Parse($$"""
            { "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding", "metadata": { "name": "{{name}}" },
              "spec": { "replicas": 2, "placement": { "clusterAffinity": {} }, "resource": { "apiVersion": "v1", "kind": "ConfigMap", "namespace": "default", "name": "{{name}}", "uid": "1" } } }
            """), new(), default);

        async Task<string> ScheduleAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var name = await scheduling.Queue.TakeAsync(limit.Token);
            await scheduling.ReconcileAsync(name, default);
            await writer.ReconcileAsync(name, default);
            scheduling.Queue.Done(name);
            return name.Name;
        }
    }
}
