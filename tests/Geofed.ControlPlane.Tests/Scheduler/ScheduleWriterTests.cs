using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.ControlPlane.Scheduler;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Scheduling;

namespace Geofed.ControlPlane.Tests.Scheduler;

public sealed class ScheduleWriterTests : IAsyncLifetime
{
    private static readonly NamespacedName Name = new("default", "web-deployment");
    private static readonly ScheduleResult ToMemberA = new() { Targets = [new("a", 2)], Message = "Binding has been scheduled successfully." };

    private readonly TestFederation _test = new();
    private readonly List<NamespacedName> _again = [];
    private ControlPlaneCaches _caches = null!;
    private ScheduleWriter _writer = null!;
    private JsonObject _binding = null!;

    public async Task InitializeAsync()
    {
        await _test.OpenAsync();
        _binding = await _test.Api.CreateAsync(new(KarmadaApi.ResourceBindings, "default"), Documents.Parse("""
            { "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding", "metadata": { "name": "web-deployment" },
              "spec": { "replicas": 2, "placement": { "clusterAffinity": {} }, "resource": { "apiVersion": "apps/v1", "kind": "Deployment", "namespace": "default", "name": "web", "uid": "1" } } }
            """), new(), default);
        _caches = new(_test.Api, TimeProvider.System);
        await _caches.StartAsync(default);
        _writer = new(_test.Api, _caches, new(), TimeProvider.System, new EventRecorder(_test.Api, TimeProvider.System, "test"));
        _writer.Again += _again.Add;
    }

    public async Task DisposeAsync()
    {
        await _caches.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task ADecisionIsWrittenOnceAndNobodyIsAskedAgain()
    {
        _writer.Add(_binding, ToMemberA);
        await _writer.ReconcileAsync(Name, default);
        var written = await StoredAsync();
        Assert.Equal("a", Assert.Single(written.Objects("spec", "clusters")).Str("name"));
        Assert.True(written.IsTrue("Scheduled"));
        Assert.False(_writer.IsBusyWith(Name));
        Assert.Empty(_again);

        await _writer.ReconcileAsync(Name, default);
        Assert.Equal(written.ResourceVersion(), (await StoredAsync()).ResourceVersion());
    }

    [Fact]
    public async Task WhoAsksWhileADecisionIsBeingWrittenIsToldAfterwards()
    {
        _writer.Add(_binding, ToMemberA);
        Assert.True(_writer.IsBusyWith(Name));
        Assert.Empty(_again);
        await _writer.ReconcileAsync(Name, default);
        Assert.Equal([Name], _again);
        Assert.False(_writer.IsBusyWith(Name));
    }

    [Fact]
    public async Task ADecisionOnAnOlderBindingIsNotWrittenAndAskedForAgain()
    {
        await _test.Api.MergeAsync(Documents.Binding(Name.Name), new() { ["spec"] = new JsonObject { ["replicas"] = 3 } }, default);
        _writer.Add(_binding, ToMemberA);
        await _writer.ReconcileAsync(Name, default);
        Assert.Empty((await StoredAsync()).Objects("spec", "clusters"));
        Assert.Equal([Name], _again);
        Assert.False(_writer.IsBusyWith(Name));
    }

    [Fact]
    public async Task ADecisionOnABindingThatIsGoneLeavesNothingBehind()
    {
        await _test.Api.DeleteAsync(Documents.Binding(Name.Name), new(), default);
        _writer.Add(_binding, ToMemberA);
        await _writer.ReconcileAsync(Name, default);
        Assert.Equal([Name], _again);
        Assert.False(_writer.IsBusyWith(Name));
    }

    [Fact]
    public async Task AChangeThatIsADecisionsOwnIsToldFromThoseThatNeedAnother()
    {
        _writer.Add(_binding, ToMemberA);
        Assert.False(_writer.Observe(_binding));
        Assert.Equal("a", Assert.Single(_writer.Latest(_binding).Objects("spec", "clusters")).Str("name"));
        await _writer.ReconcileAsync(Name, default);
        var written = await StoredAsync();
        Assert.True(_writer.Observe(written));
        Assert.Same(_binding, _writer.Latest(_binding));
        Assert.False(_writer.Observe(written));

        _writer.Add(written, new() { Targets = [new("b", 2)], Message = ToMemberA.Message });
        var another = written.Copy();
        another["metadata"]!["generation"] = written.Int("metadata", "generation") + 2;
        Assert.False(_writer.Observe(another));
    }

    private Task<JsonObject> StoredAsync() => _test.Api.GetAsync(Documents.Binding(Name.Name), default);
}
