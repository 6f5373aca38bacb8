using System.Net;
using Geofed.Server.Tests.Bare;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;

namespace Geofed.Server.Tests.Clients;

/// <summary>C#'s client, as programs use it.</summary>
public sealed class KubernetesClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private BareProcess _bare = null!;
    private Kubernetes _client = null!;

    [Fact]
    public async Task Objects_are_written_patched_listed_in_pages_and_deleted()
    {
        var made = await _client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("a", "1"), "default");
        Assert.NotNull(made.Metadata.CreationTimestamp);
        made.Data["k"] = "2";
        var changed = await _client.CoreV1.ReplaceNamespacedConfigMapAsync(made, "a", "default");
        Assert.Equal("2", changed.Data["k"]);
        Assert.Equal(HttpStatusCode.Conflict, (await Refused(() => _client.CoreV1.ReplaceNamespacedConfigMapAsync(made, "a", "default"))).StatusCode);
        var merged = await _client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"data":{"k":null,"l":"3"}}""", V1Patch.PatchType.MergePatch), "a", "default");
        Assert.Equal(["l"], merged.Data.Keys);
        var applied = await _client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"m":"4"}}""", V1Patch.PatchType.ApplyPatch), "a", "default", fieldManager: "net");
        Assert.Contains(applied.Metadata.ManagedFields, m => m is { Manager: "net", Operation: "Apply" });
        await _client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("b", "1"), "default");
        var first = await _client.CoreV1.ListNamespacedConfigMapAsync("default", limit: 1);
        var second = await _client.CoreV1.ListNamespacedConfigMapAsync("default", limit: 1, continueParameter: first.Continue());
        Assert.Equal(["a", "b"], first.Items.Concat(second.Items).Select(c => c.Name()));
        await _client.CoreV1.DeleteNamespacedConfigMapAsync("a", "default");
        Assert.Equal(HttpStatusCode.NotFound, (await Refused(() => _client.CoreV1.ReadNamespacedConfigMapAsync("a", "default"))).StatusCode);
    }

    [Fact]
    public async Task A_watch_tells_what_happens_after_a_list()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var version = (await _client.CoreV1.ListNamespacedConfigMapAsync("default", cancellationToken: deadline.Token)).ResourceVersion();
        await _client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("a", "1"), "default", cancellationToken: deadline.Token);
        await _client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"data":{"k":"2"}}""", V1Patch.PatchType.StrategicMergePatch), "a", "default", cancellationToken: deadline.Token);
        await _client.CoreV1.DeleteNamespacedConfigMapAsync("a", "default", cancellationToken: deadline.Token);
        var seen = new List<string>();
        await foreach (var (type, item) in _client.CoreV1.WatchListNamespacedConfigMapAsync("default", resourceVersion: version, cancellationToken: deadline.Token))
        {
            seen.Add($"{type} {item.Data["k"]}");
            if (type == WatchEventType.Deleted)
                break;
        }
        Assert.Equal(["Added 1", "Modified 2", "Deleted 2"], seen);
    }

    [Fact]
    public async Task Of_two_who_want_to_lead_one_does_and_the_other_follows_when_it_ends()
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var firstEnds = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var (first, second) = (Elector("first"), Elector("second"));
        var (firstLeads, secondLeads) = (Leads(first), Leads(second));
        var firstRuns = first.RunUntilLeadershipLostAsync(firstEnds.Token);
        await firstLeads.WaitAsync(deadline.Token);
        var secondRuns = second.RunUntilLeadershipLostAsync(deadline.Token);
        var sawFirst = new TaskCompletionSource();
        second.OnNewLeader += leader => sawFirst.TrySetResult();
        await sawFirst.Task.WaitAsync(deadline.Token);
        Assert.False(secondLeads.IsCompleted);
        await firstEnds.CancelAsync();
        await secondLeads.WaitAsync(deadline.Token);
        var lease = await _client.CoordinationV1.ReadNamespacedLeaseAsync("leader", "default", cancellationToken: deadline.Token);
        Assert.Equal(("second", 1), (lease.Spec.HolderIdentity, lease.Spec.LeaseTransitions));
        await deadline.CancelAsync();
        await Task.WhenAll(Ended(firstRuns), Ended(secondRuns));
    }

    private LeaderElector Elector(string identity) => new(new LeaderElectionConfig(new LeaseLock(_client, "default", "leader", identity))
    {
        LeaseDuration = TimeSpan.FromSeconds(2),
        RenewDeadline = TimeSpan.FromSeconds(1.5),
        RetryPeriod = TimeSpan.FromSeconds(0.2),
    });

    private static Task Leads(LeaderElector elector)
    {
        var leads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        elector.OnStartedLeading += () => leads.TrySetResult();
        return leads.Task;
    }

    private static async Task Ended(Task run)
    {
        try
        {
            await run;
        }
        catch (OperationCanceledException)
        {
            // As it was told to.
        }
    }

    private static async Task<HttpResponseMessageWrapper> Refused(Func<Task> call) => (await Assert.ThrowsAsync<HttpOperationException>(call)).Response;

    private static V1ConfigMap ConfigMap(string name, string value) => new() { Metadata = new() { Name = name }, Data = new Dictionary<string, string> { ["k"] = value } };

    public async Task InitializeAsync()
    {
        _bare = await BareProcess.StartedAsync();
        _client = new(await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(new FileInfo(_bare.Kubeconfig)));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _bare.DisposeAsync();
    }
}
