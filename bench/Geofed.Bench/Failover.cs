using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Model.Local;

namespace Geofed.Bench;

/// <summary>
/// One of two members refuses everything. From the moment that the federation tells so, tolerating it for no time, until all that ran there is available on
/// the other one; against the same replicas scaled up there directly. What it takes until it is told so is the probes' to decide.
/// </summary>
internal static class Failover
{
    private const int Deployments = 20;
    private const int Replicas = 10;

    /// <summary>For how long probes fail before the control plane says that a member is not ready.</summary>
    private const double DetectionMilliseconds = 6000;

    private static readonly JsonObject Impatient = new() { ["failover"] = new JsonObject { ["taintAfterSeconds"] = 0, ["tolerationSeconds"] = 0 } };

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            using var root = await home.StartAsync(ct).ConfigureAwait(false);
            var wanted = new JsonObject { ["apiVersion"] = LocalApi.ApiVersion, ["kind"] = "Federation", ["metadata"] = new JsonObject { ["name"] = "prod" }, ["spec"] = Impatient.Copy() };
            await root.CreateAsync(new(LocalApi.Federations), wanted, new(), ct).ConfigureAwait(false);
            await Built.RunScriptAsync(home.Folder, """
                $ErrorActionPreference = 'Stop'
                'lost', 'left' | ForEach-Object { [pscustomobject]@{ Region = 'us-west1'; Name = $_ } } |
                    New-GeoCluster -NodeCount 6 -MachineType n2-standard-32 -PodStartSec 0 | Join-Federation | Out-Null
                """, ct).ConfigureAwait(false);
            using var federation = HttpKubeApi.FromKubeconfig(home.Server.Home.FederationKubeconfig("prod"));
            using var left = HttpKubeApi.FromKubeconfig(home.Server.Home.ClusterKubeconfig("left"));
            var (there, clusters) = (await FollowAsync(left, Workload.Deployments, ct).ConfigureAwait(false), await FollowAsync(federation, new(KarmadaApi.Clusters), ct).ConfigureAwait(false));
            await using (there.ConfigureAwait(false))
            await using (clusters.ConfigureAwait(false))
                return await MeasureAsync(root, federation, left, there, clusters, ct).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<Measurement>> MeasureAsync(IKubeApi root, IKubeApi federation, IKubeApi left, Informer there, Informer clusters, CancellationToken ct)
    {
        await federation.CreateAsync(Workload.Policies, Workload.Policy("serve", """
            { "clusterAffinity": {}, "replicaScheduling": { "replicaSchedulingType": "Divided" } }
            """), new(), ct).ConfigureAwait(false);
        await EachAsync(i => federation.CreateAsync(Workload.Deployments, Workload.Deployment($"serve-{i}", Replicas), new(), ct)).ConfigureAwait(false);
        await there.AvailableAsync("serve", Deployments, Replicas / 2, ct).ConfigureAwait(false);
        await EachAsync(i => left.CreateAsync(Workload.Deployments, Workload.Deployment($"direct-{i}", Replicas / 2), new(), ct)).ConfigureAwait(false);
        await there.AvailableAsync("direct", Deployments, Replicas / 2, ct).ConfigureAwait(false);

        var started = Stopwatch.GetTimestamp();
        var scaled = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = Replicas } };
        await EachAsync(i => left.PatchAsync(Workload.Deployments.Named($"direct-{i}"), PatchKind.Merge, scaled, new(), ct)).ConfigureAwait(false);
        await there.AvailableAsync("direct", Deployments, Replicas, ct).ConfigureAwait(false);
        var direct = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        started = Stopwatch.GetTimestamp();
        var outage = new JsonObject { ["spec"] = new JsonObject { ["outage"] = "Refuse" } };
        await root.PatchAsync(new(LocalApi.SimulatedClusters, null, "lost"), PatchKind.Merge, outage, new(), ct).ConfigureAwait(false);
        await clusters.UntilAsync(seen => seen.Get(new(null, "lost")).Objects("status", "conditions").Any(c => c.Str("type") == "Ready" && c.Str("status") == "False"), ct).ConfigureAwait(false);
        var detected = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await there.AvailableAsync("serve", Deployments, Replicas, ct).ConfigureAwait(false);
        var available = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var moved = string.Create(CultureInfo.InvariantCulture, $"{Deployments * Replicas / 2} replicas of {Deployments} Deployments");
        return
        [
            new("failover: an outage until it is told", detected, "ms", "what probes are set to", DetectionMilliseconds),
            new($"failover: from there until {moved} are available elsewhere", available - detected, "ms", "the same scaled up directly", direct) { Aim = "under 2000 ms" },
        ];
    }

    private static Task EachAsync(Func<int, Task> act) => Task.WhenAll(Enumerable.Range(0, Deployments).Select(act));

    private static async Task<Informer> FollowAsync(IKubeApi api, ResourceCollection collection, CancellationToken ct)
    {
        var informer = new Informer(api, collection, TimeProvider.System);
        _ = informer.RunAsync(ct);
        await informer.Synced.WaitAsync(ct).ConfigureAwait(false);
        return informer;
    }
}
