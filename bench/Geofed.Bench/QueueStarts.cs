using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Capacity;
using Geofed.Placement.Jobs;
using Geofed.Placement.Queueing;

namespace Geofed.Bench;

/// <summary>
/// A look at a queue of 1,000 jobs over 100 clusters whose GPUs are nearly all taken; and how long it takes from a node that becomes free until the job that waits for it is in the member,
/// against a Job made there directly.
/// </summary>
internal static class QueueStarts
{
    private const int Jobs = 1000;
    private const int Clusters = 100;
    private const int Nodes = 20;
    private const int Times = 15;
    private static readonly ResourceCollection Batch = new(new("batch", "v1", "jobs"), "default");
    private static readonly ResourceCollection AllNodes = new(new("", "v1", "nodes"));

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct) => [Pass(ct), await StartAsync(ct).ConfigureAwait(false)];

    private static Measurement Pass(CancellationToken ct)
    {
        var random = new Random(1);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var names = Enumerable.Range(0, Clusters).Select(i => $"member-{i:000}").ToList();
        var clusters = names.ToDictionary(name => name, name => new QueueCluster(
            ClusterOccupancy.Of(Enumerable.Range(0, Nodes).Select(Node), Enumerable.Range(0, Nodes).Select(i => Pod($"{name}-job-{i}", i, random.Next(10) == 0 ? 4 : 8))), []));
        var running = names.SelectMany(name => Enumerable.Range(0, Nodes).Select(i => new RunningJob(new("Job", "default", $"{name}-job-{i}"), name)
        {
            Started = now.AddHours(-1),
            EndsBy = random.Next(2) == 0 ? now.AddMinutes(random.Next(1, 600)) : null,
        })).ToList();
        // As traces of GPU clusters have them: most want one GPU, a few whole nodes.
        var waiting = Enumerable.Range(0, Jobs).Select(i =>
        {
            var (gpus, pods) = random.Next(10) switch { < 6 => (8, 2), 6 or 7 => (8, 4), 8 => (8, 8), _ => (4, 1) };
            return new WaitingJob(new("Job", "default", $"waits-{i}"), [(ReplicaClaim.From(Requirements(gpus)), pods)])
            {
                Priority = random.Next(3),
                Since = now.AddSeconds(i - Jobs),
                Candidates = [names],
                Scarce = "nvidia.com/gpu",
                Need = "GPUs",
            };
        }).ToList();
        var state = new QueueState(waiting, running, clusters, now);
        var one = ReplicaClaim.From(Requirements(8));
        return new($"queue: a look at {Jobs} waiting jobs over {Clusters} clusters of {Nodes} nodes", Median(() => JobQueue.Plan(state), ct), "ms", "a look at every node for each job",
            Median(() => waiting.Sum(_ => clusters.Values.Sum(c => c.Occupancy.Without(new HashSet<JobName>()).Fits(one))), ct));
    }

    private static async Task<Measurement> StartAsync(CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            await Built.RunScriptAsync(home.Folder, """
                $ErrorActionPreference = 'Stop'
                New-Federation prod | Out-Null
                New-GeoCluster us-west1 -Name m1 -NodeCount 1 -Accelerator nvidia-l4 -AcceleratorCount 4 -GpuNodeCount 1 -JobDurationSec 3600 | Join-Federation | Out-Null
                """, ct).ConfigureAwait(false);
            using var federation = HttpKubeApi.FromKubeconfig(home.Server.Home.FederationKubeconfig("prod"));
            using var member = HttpKubeApi.FromKubeconfig(home.Server.Home.ClusterKubeconfig("m1"));
            var there = new Informer(member, Batch, TimeProvider.System);
            var bindings = new Informer(federation, new(KarmadaApi.ResourceBindings), TimeProvider.System);
            await using (there.ConfigureAwait(false))
            await using (bindings.ConfigureAwait(false))
            {
                _ = there.RunAsync(ct);
                _ = bindings.RunAsync(ct);
                var node = (await member.ListAsync(AllNodes, ListOptions.All, ct).ConfigureAwait(false)).Items.Single(n => n.At("status", "allocatable", "nvidia.com/gpu") is not null).Name();
                var (direct, federated) = (new List<double>(), new List<double>());
                for (var i = 0; i < Times; i++)
                {
                    direct.Add(await DirectAsync(member, there, $"direct-{i}", ct).ConfigureAwait(false));
                    federated.Add(await FederatedAsync(federation, member, there, bindings, node, $"train-{i}", ct).ConfigureAwait(false));
                }
                // The first of each also loads what has never run.
                return new("queue: from a node that becomes free until the job that waited is in the member", Measurement.Median(federated.Skip(1)), "ms", "a Job made there directly", Measurement.Median(direct.Skip(1))) { Aim = "under 1000 ms" };
            }
        }
    }

    private static async Task<double> DirectAsync(IKubeApi member, Informer there, string name, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await member.CreateAsync(Batch, Job(name), new(), ct).ConfigureAwait(false);
        await there.UntilAsync(jobs => jobs.Get(new("default", name)) is not null, ct).ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await member.DeleteAsync(Batch.Named(name), new() { PropagationPolicy = "Background" }, ct).ConfigureAwait(false);
        await there.UntilAsync(jobs => jobs.Get(new("default", name)) is null, ct).ConfigureAwait(false);
        return took;
    }

    private static async Task<double> FederatedAsync(IKubeApi federation, IKubeApi member, Informer there, Informer bindings, string node, string name, CancellationToken ct)
    {
        await member.PatchAsync(AllNodes.Named(node), PatchKind.Merge, Cordon(true), new(), ct).ConfigureAwait(false);
        await federation.CreateAsync(Batch, Job(name), new(), ct).ConfigureAwait(false);
        await federation.CreateAsync(Workload.Policies, Policy(name), new(), ct).ConfigureAwait(false);
        var binding = new NamespacedName("default", $"{name}-job");
        await bindings.UntilAsync(all => all.Get(binding).Annotation(GeofedMarks.QueuePosition) is not null, ct).ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        await member.PatchAsync(AllNodes.Named(node), PatchKind.Merge, Cordon(false), new(), ct).ConfigureAwait(false);
        await there.UntilAsync(jobs => jobs.Get(new("default", name)) is not null, ct).ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await federation.DeleteAsync(Batch.Named(name), new() { PropagationPolicy = "Background" }, ct).ConfigureAwait(false);
        await bindings.UntilAsync(all => all.Get(binding) is null, ct).ConfigureAwait(false);
        return took;
    }

    private static JsonObject Cordon(bool cordoned) => new() { ["spec"] = new JsonObject { ["unschedulable"] = cordoned } };

    private static JsonObject Policy(string name) => Parse($$"""
        { "apiVersion": "policy.karmada.io/v1alpha1", "kind": "PropagationPolicy", "metadata": { "name": "{{name}}" },
          "spec": { "resourceSelectors": [ { "apiVersion": "batch/v1", "kind": "Job", "name": "{{name}}" } ],
            "placement": { "spreadConstraints": [ { "spreadByField": "cluster", "minGroups": 1, "maxGroups": 1 } ],
              "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Aggregated" } } } }
        """);

    private static JsonObject Job(string name) => Parse($$"""
        { "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "{{name}}" }, "spec": { "template": { "spec": { "restartPolicy": "Never",
          "containers": [ { "name": "c", "image": "example/train:1", "resources": { "limits": { "nvidia.com/gpu": 4 } } } ] } } } }
        """);

    private static JsonObject Node(int i) => Parse($$"""
        { "metadata": { "name": "n{{i}}" }, "status": { "allocatable": { "pods": "110", "nvidia.com/gpu": "8" }, "conditions": [ { "type": "Ready", "status": "True" } ] } }
        """);

    private static JsonObject Pod(string job, int node, int gpus) => Parse($$"""
        { "metadata": { "name": "p", "namespace": "default", "labels": { "job-name": "{{job}}" } },
          "spec": { "nodeName": "n{{node}}", "containers": [ { "resources": { "limits": { "nvidia.com/gpu": {{gpus}} } } } ] } }
        """);

    private static JsonObject Requirements(int gpus) => new() { ["resourceRequest"] = new JsonObject { ["nvidia.com/gpu"] = $"{gpus}" } };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static double Median(Action work, CancellationToken ct)
    {
        work();
        return Measurement.Median(Enumerable.Range(0, 5).Select(_ =>
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }));
    }
}
