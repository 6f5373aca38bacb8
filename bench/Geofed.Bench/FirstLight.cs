using System.Diagnostics;

namespace Geofed.Bench;

/// <summary>From an empty home to three joined clusters with twelve ready replicas, shell and server processes included; against the pods' own simulated start.</summary>
internal static class FirstLight
{
    private const int Times = 3;

    /// <summary>How long a simulated pod takes from its node to being ready, unless a cluster says otherwise.</summary>
    private const double PodStartMilliseconds = 1000;

    public const string Script = """
        $ErrorActionPreference = 'Stop'
        'us-west1', 'europe-west1', 'asia-east1' | New-GeoCluster -MachineType n2-standard-8 | Out-Null
        New-Federation prod | Out-Null
        Get-GeoCluster | Join-Federation | Out-Null
        Publish-FederatedDeployment serve -Image example/serve:1 -Replicas 12 -Cpu 1 | Wait-FederatedDeployment | Out-Null
        """;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var walls = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var home = new TemporaryHome();
            await using (home.ConfigureAwait(false))
            {
                var started = Stopwatch.GetTimestamp();
                await Built.RunScriptAsync(home.Folder, Script, ct).ConfigureAwait(false);
                walls.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
        return [new("first light: empty home to 3 joined clusters, 12 replicas ready", Measurement.Median(walls), "ms", "a pod's simulated start", PodStartMilliseconds) { Aim = "under 8000 ms" }];
    }
}
