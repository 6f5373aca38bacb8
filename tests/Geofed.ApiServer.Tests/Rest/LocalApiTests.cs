using System.Text.Json.Nodes;
using Geofed.Model;
using Xunit;

namespace Geofed.ApiServer.Tests.Rest;

public class LocalApiTests
{
    [Fact]
    public async Task AnObjectIsCreatedReadChangedAndDeleted()
    {
        await using var test = await TestApi.OpenAsync();
        var made = await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new(), default);
        Assert.NotEmpty(made.Uid());
        var path = TestApi.ConfigMaps.Named("a");
        var patched = await test.Api.PatchAsync(path, PatchKind.Merge, new JsonObject { ["data"] = new JsonObject { ["k"] = "2" } }, new(), default);
        Assert.Equal("2", patched.Str("data", "k"));
        Assert.NotEqual(made.ResourceVersion(), patched.ResourceVersion());
        Assert.True(JsonNode.DeepEquals(patched, await test.Api.GetAsync(path, default)));
        var stale = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.ReplaceAsync(path, made, new(), default));
        Assert.True(stale.IsConflict);
        await test.Api.DeleteAsync(path, new(), default);
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => test.Api.GetAsync(path, default))).IsNotFound);
    }

    [Fact]
    public async Task AWriteThatChangesNothingKeepsTheResourceVersion()
    {
        await using var test = await TestApi.OpenAsync();
        var made = await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new(), default);
        var again = await test.Api.PatchAsync(TestApi.ConfigMaps.Named("a"), PatchKind.Merge, new JsonObject { ["data"] = new JsonObject { ["k"] = "1" } }, new(), default);
        Assert.Equal(made.ResourceVersion(), again.ResourceVersion());
    }

    [Fact]
    public async Task AWatchTellsWhatHappenedSinceItsVersion()
    {
        await using var test = await TestApi.OpenAsync();
        var list = await test.Api.ListAsync(TestApi.ConfigMaps, ListOptions.All, default);
        await test.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap("a"), new(), default);
        await test.Api.DeleteAsync(TestApi.ConfigMaps.Named("a"), new(), default);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new List<WatchEventType>();
        await foreach (var change in test.Api.WatchAsync(TestApi.ConfigMaps, new() { ResourceVersion = list.ResourceVersion }, deadline.Token))
        {
            seen.Add(change.Type);
            if (seen.Count == 2)
                break;
        }
        Assert.Equal([WatchEventType.Added, WatchEventType.Deleted], seen);
    }

    [Fact]
    public async Task AcknowledgedWritesAndTheAdminTokenSurviveARestart()
    {
        var folder = Directory.CreateTempSubdirectory("geofed-test-");
        string token;
        await using (var first = await TestApi.OpenAsync(folder))
        {
            token = first.Server.AdminToken;
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => first.Api.CreateAsync(TestApi.ConfigMaps, TestApi.ConfigMap($"c{i}"), new(), default)));
        }
        await using (var second = await TestApi.OpenAsync(folder))
        {
            Assert.Equal(token, second.Server.AdminToken);
            Assert.Equal(50, (await second.Api.ListAsync(TestApi.ConfigMaps, ListOptions.All, default)).Items.Count);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task TheConflictOfTwoAppliersNamesTheOtherAndForceTakesTheField()
    {
        await using var test = await TestApi.OpenAsync();
        var path = TestApi.ConfigMaps.Named("a");
        await test.Api.PatchAsync(path, PatchKind.Apply, TestApi.ConfigMap("a", "1"), new("alice"), default);
        var conflict = await Assert.ThrowsAsync<KubeApiException>(() => test.Api.PatchAsync(path, PatchKind.Apply, TestApi.ConfigMap("a", "2"), new("bob"), default));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"alice\": .data.k", conflict.Message);
        var forced = await test.Api.PatchAsync(path, PatchKind.Apply, TestApi.ConfigMap("a", "2"), new("bob") { Force = true }, default);
        Assert.Equal("2", forced.Str("data", "k"));
    }

    [Fact]
    public async Task ASecondServerOnTheSameDatabaseIsRefusedWithWhatToDo()
    {
        var folder = Directory.CreateTempSubdirectory("geofed-test-");
        await using (await TestApi.OpenAsync(folder))
        {
            var refused = await Assert.ThrowsAsync<KubeApiException>(() => TestApi.OpenAsync(folder));
            Assert.Contains("another Geofed server uses it", refused.Message, StringComparison.Ordinal);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task APodIsBoundReportedAndDeletedWithGrace()
    {
        await using var test = await TestApi.OpenAsync();
        var pods = new ResourceCollection(new("", "v1", "pods"), "default");
        await test.Api.CreateAsync(pods, (JsonObject)JsonNode.Parse("""
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "p" }, "spec": { "containers": [ { "name": "c", "image": "i" } ] } }
            """)!, new(), default);
        var binding = (JsonObject)JsonNode.Parse("""{ "apiVersion": "v1", "kind": "Binding", "metadata": { "name": "p" }, "target": { "kind": "Node", "name": "n1" } }""")!;
        await test.Api.CreateAsync(pods, binding, new(), default, "p", "binding");
        var path = pods.Named("p");
        Assert.Equal("n1", (await test.Api.GetAsync(path, default)).Str("spec", "nodeName"));
        var running = await test.Api.PatchAsync(path with { Subresource = "status" }, PatchKind.Merge, new JsonObject { ["status"] = new JsonObject { ["phase"] = "Running" } }, new(), default);
        Assert.Equal("Running", running.Str("status", "phase"));
        var ending = await test.Api.DeleteAsync(path, new(), default);
        Assert.Equal(30, ending.Int("metadata", "deletionGracePeriodSeconds"));
        await test.Api.DeleteAsync(path, new() { GracePeriodSeconds = 0 }, default);
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => test.Api.GetAsync(path, default))).IsNotFound);
    }
}
