using System.Diagnostics;
using System.Text.Json.Nodes;
using Geofed.Clusters.Gke;
using Geofed.Model;

namespace Geofed.Bench;

/// <summary>The programs of 100 clusters from their stored specs, with all their texts; against reading and writing the same amount of JSON.</summary>
internal static class Programs
{
    private const int Clusters = 100;
    private const int Times = 51;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var network = new GkeNetworkSpec("acme-ml") { Regions = ["europe-west4"], FleetProject = "acme-ml" };
        var specs = Enumerable.Range(0, Clusters).Select(i => Spec(i, network).ToJson()).ToList();
        var texts = specs.Select(spec => Text(spec, network)).ToList();
        var generated = Median(() => specs.Sum(spec => Text(spec, network).Length), ct);
        var written = Median(() => texts.Sum(text => JsonNode.Parse(text)!.ToText().Length), ct);
        return Task.FromResult<IReadOnlyList<Measurement>>([new($"programs: of {Clusters} GKE clusters", generated, "ms", "their JSON, read and written", written)]);
    }

    private static string Text(JsonObject spec, GkeNetworkSpec network) => GkeClusterProgram.Create(GkeClusterSpec.From(spec), network).MainJson;

    private static GkeClusterSpec Spec(int i, GkeNetworkSpec network) => new($"train-{i:000}", network.Project, network.Regions[0])
    {
        AddressSlot = i % network.Addresses.Capacity,
        NodePools = [new(new("cpu", "e2-standard-8", 3)) { MinCount = 1, MaxCount = 12 }, new(new("l4", "g2-standard-12", 2, "nvidia-l4", 1, Spot: true)) { MaxCount = 16 }],
        Labels = new Dictionary<string, string> { ["environment"] = "prod", ["cost-center"] = "ml" },
    };

    private static double Median(Func<int> work, CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < WarmUp;)
            work();
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Measurement.Median(times);
    }
}
