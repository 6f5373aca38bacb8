using System.Diagnostics;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Bench;

/// <summary>
/// A hundred Deployments to all members, until each is present, and until all are told to be ready; against the same applies made directly, all at once, and
/// the time until what they made is ready. In rounds, the one and the other in turns, of which the medians are told: a single one lasts about a second, and
/// the machine is not as fast in one second as in another.
/// </summary>
internal static class Propagation
{
    private const int Deployments = 100;
    private const int WarmUp = 20;
    private const int MembersAtOnce = 32;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct) =>
        [.. await OverAsync(2, rounds: 5, ct).ConfigureAwait(false), .. await OverAsync(5, rounds: 3, ct).ConfigureAwait(false)];

    /// <summary>Over so many members that one process plays them only slowly.</summary>
    public static Task<IReadOnlyList<Measurement>> RunWideAsync(CancellationToken ct) => OverAsync(50, rounds: 1, ct);

    private static async Task<IReadOnlyList<Measurement>> OverAsync(int count, int rounds, CancellationToken ct)
    {
        var home = new TemporaryHome();
        await using (home.ConfigureAwait(false))
        {
            await Built.RunScriptAsync(home.Folder, $$"""
                $ErrorActionPreference = 'Stop'
                New-Federation prod | Out-Null
                1..{{count}} | ForEach-Object { [pscustomobject]@{ Region = 'us-west1'; Name = "m$_" } } |
                    New-GeoCluster -NodeCount {{2 * rounds + 2}} -MachineType n2-standard-32 -PodStartSec 0 | Join-Federation | Out-Null
                """, ct).ConfigureAwait(false);
            var files = home.Server.Home;
            using var federation = HttpKubeApi.FromKubeconfig(files.FederationKubeconfig("prod"));
            var members = Enumerable.Range(1, count).Select(i => HttpKubeApi.FromKubeconfig(files.ClusterKubeconfig($"m{i}"))).ToList();
            var told = await Seen.FollowAsync(federation, ct).ConfigureAwait(false);
            var there = await Task.WhenAll(members.Select(m => Seen.FollowAsync(m, ct))).ConfigureAwait(false);
            // Connections and compiled code are no part of either.
            await federation.CreateAsync(Workload.Policies, Workload.Policy("warm", """{ "clusterAffinity": {} }"""), new(), ct).ConfigureAwait(false);
            await ApplyAsync([federation], "warm", WarmUp, ct).ConfigureAwait(false);
            await told.UntilAsync("warm", WarmUp, count, ct).ConfigureAwait(false);
            await ApplyAsync(members, "warmdirect", WarmUp, ct).ConfigureAwait(false);
            await UntilAsync(there, "warmdirect", WarmUp, 1, ct).ConfigureAwait(false);

            var taken = new List<Round>();
            for (var round = 0; round < rounds; round++)
            {
                await federation.CreateAsync(Workload.Policies, Workload.Policy($"serve{round}", """{ "clusterAffinity": {} }"""), new(), ct).ConfigureAwait(false);
                var started = Stopwatch.GetTimestamp();
                await ApplyAsync(members, $"direct{round}", Deployments, ct).ConfigureAwait(false);
                var direct = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                // What the members still make of them is no part of what follows.
                await UntilAsync(there, $"direct{round}", Deployments, 1, ct).ConfigureAwait(false);
                var directReady = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

                started = Stopwatch.GetTimestamp();
                await ApplyAsync([federation], $"serve{round}", Deployments, ct).ConfigureAwait(false);
                await UntilAsync(there, $"serve{round}", Deployments, 0, ct).ConfigureAwait(false);
                var present = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                await told.UntilAsync($"serve{round}", Deployments, count, ct).ConfigureAwait(false);
                taken.Add(new(direct, directReady, present, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
            }
            foreach (var one in there.Append(told))
                await one.DisposeAsync().ConfigureAwait(false);
            members.ForEach(m => m.Dispose());
            return
            [
                new($"propagation: {Deployments} Deployments present in {count} members", Median(r => r.Present), "ms", "concurrent applies", Median(r => r.Direct)) { Aim = "under twice that" },
                new($"propagation: {Deployments} Deployments in {count} members told to be ready", Median(r => r.Ready), "ms", "the same until they are ready", Median(r => r.DirectReady)) { Aim = "under twice that" },
            ];

            double Median(Func<Round, double> part) => Measurement.Median(taken.Select(part));
        }
    }

    /// <summary>Of the direct applies and of the federated ones, in milliseconds.</summary>
    private sealed record Round(double Direct, double DirectReady, double Present, double Ready);

    private static Task ApplyAsync(IReadOnlyList<HttpKubeApi> apis, string prefix, int count, CancellationToken ct) =>
        Parallel.ForEachAsync(apis.SelectMany(api => Enumerable.Range(0, count).Select(i => (Api: api, Name: $"{prefix}-{i}"))), new ParallelOptions { MaxDegreeOfParallelism = MembersAtOnce, CancellationToken = ct },
            async (one, stop) => await one.Api.PatchAsync(Workload.Deployments.Named(one.Name), PatchKind.Apply, Workload.Deployment(one.Name, 1), new() { FieldManager = "bench", Force = true }, stop).ConfigureAwait(false));

    private static Task UntilAsync(IEnumerable<Seen> members, string prefix, int count, int replicas, CancellationToken ct) => Task.WhenAll(members.Select(m => m.UntilAsync(prefix, count, replicas, ct)));
}
