using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Placement.Scheduling;

namespace Geofed.Bench;

/// <summary>
/// One binding of 100 replicas by dynamic weights over many clusters, without and with spread by region; against a copy of the clusters,
/// which Karmada's scheduler makes before it looks at them.
/// </summary>
internal static class Scheduling
{
    private const int Turns = 11;
    private const int Together = 11;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static Task<IReadOnlyList<Measurement>> RunAsync(CancellationToken ct)
    {
        var measurements = new List<Measurement>();
        foreach (var (count, aim) in new[] { (100, 0.04), (1000, 0.46), (5000, 2.5) })
        {
            var clusters = Enumerable.Range(0, count).Select(Cluster).ToList();
            foreach (var (words, constraints) in new[] { ("", "[]"), (", spread by region", """[{"spreadByField":"region","minGroups":3,"maxGroups":10},{"spreadByField":"cluster","minGroups":3,"maxGroups":50}]""") })
            {
                var binding = Binding(constraints);
                if (Scheduler.Schedule(binding, clusters).Targets is not { Count: > 0 })
                    throw new InvalidOperationException("Nothing was scheduled.");
                var (copy, schedule) = Medians(() => clusters.ForEach(c => c.Copy()), () => Scheduler.Schedule(binding, clusters), ct);
                measurements.Add(new($"scheduling: 100 replicas over {count} clusters{words}", schedule, "ms", "a copy of the clusters", copy)
                { Aim = string.Create(CultureInfo.InvariantCulture, $"{aim} ms") });
            }
        }
        return Task.FromResult<IReadOnlyList<Measurement>>(measurements);
    }

    /// <summary>Both in turns, since the machine is not equally fast all the time; some of each together, so that each finds its own data where it left them.</summary>
    private static (double First, double Second) Medians(Action first, Action second, CancellationToken ct)
    {
        // Until the compiler has done what it does while a process runs.
        foreach (var work in new[] { first, second })
        {
            for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < WarmUp;)
                work();
        }
        List<double> firsts = [], seconds = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            Measure(first, firsts);
            Measure(second, seconds);
        }
        return (Measurement.Median(firsts), Measurement.Median(seconds));

        void Measure(Action work, List<double> times)
        {
            for (var i = 0; i < Together; i++)
            {
                ct.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                work();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }

    private static JsonObject Cluster(int i) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes($$"""
        {
          "apiVersion": "cluster.karmada.io/v1alpha1", "kind": "Cluster",
          "metadata": { "name": "member-{{i:0000}}", "labels": { "tier": "{{(i % 3 == 0 ? "gpu" : "cpu")}}", "topology.geofed.io/region": "region-{{i % 20}}" } },
          "spec": { "region": "region-{{i % 20}}", "zones": ["region-{{i % 20}}-a"], "provider": "gcp", "taints": {{(i % 7 == 0 ? """[{"key":"gpu","value":"true","effect":"PreferNoSchedule"}]""" : "[]")}} },
          "status": {
            "apiEnablements": [
              { "groupVersion": "apps/v1", "resources": [{ "name": "daemonsets", "kind": "DaemonSet" }, { "name": "deployments", "kind": "Deployment" }, { "name": "statefulsets", "kind": "StatefulSet" }] },
              { "groupVersion": "batch/v1", "resources": [{ "name": "jobs", "kind": "Job" }] },
              { "groupVersion": "v1", "resources": [{ "name": "configmaps", "kind": "ConfigMap" }, { "name": "services", "kind": "Service" }] }
            ],
            "resourceSummary": {
              "allocatable": { "cpu": "{{8 + i % 57}}", "memory": "{{32 + i % 211}}Gi", "pods": "110" },
              "allocated": { "cpu": "{{i % 8}}500m", "memory": "{{i % 31}}Gi", "pods": "{{i % 40}}" }
            }
          }
        }
        """));

    private static JsonObject Binding(string constraints) => JsonDocuments.ParseObject(System.Text.Encoding.UTF8.GetBytes($$"""
        {
          "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding", "metadata": { "name": "serve-deployment", "namespace": "default" },
          "spec": {
            "resource": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "serve", "namespace": "default", "uid": "6f1d6a1e-0000-4000-8000-000000000001" },
            "replicas": 100,
            "replicaRequirements": { "resourceRequest": { "cpu": "500m", "memory": "1Gi" } },
            "placement": {
              "clusterAffinity": {}, "spreadConstraints": {{constraints}},
              "clusterTolerations": [{ "key": "cluster.karmada.io/not-ready", "operator": "Exists", "effect": "NoExecute" }],
              "replicaScheduling": { "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted", "weightPreference": { "dynamicWeight": "AvailableReplicas" } }
            }
          }
        }
        """));
}
