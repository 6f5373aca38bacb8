using System.Text.Json.Nodes;
using Geofed.Placement.Capacity;
using Geofed.Placement.Jobs;
using Geofed.Placement.Queueing;

namespace Geofed.Placement.Tests.Queueing;

/// <summary>Clusters, and Jobs that ask for GPUs.</summary>
internal static class QueueSamples
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static JobName Name(string job) => new("Job", "default", job);

    public static ReplicaClaim Gpus(int gpus) => ReplicaClaim.From(Requirements(gpus));

    public static JsonObject Requirements(int gpus) => new() { ["resourceRequest"] = new JsonObject { ["nvidia.com/gpu"] = $"{gpus}" } };

    public static WaitingJob Job(string name, int gpus, int pods = 1, params string[] clusters) => new(Name(name), [(Gpus(gpus), pods)])
    {
        Since = Start,
        Candidates = [clusters.Length == 0 ? ["a"] : clusters],
        Need = JobNeed.Of(Requirements(gpus), pods),
        Scarce = JobNeed.Scarce(Requirements(gpus)),
    };

    /// <summary>A JobSet, or another job whose pods are not alike.</summary>
    public static WaitingJob Mixed(string name, (int Gpus, int Pods)[] sets, params string[] clusters) => new(new("JobSet", "default", name), [.. sets.Select(s => (Gpus(s.Gpus), (long)s.Pods))])
    {
        Since = Start,
        Candidates = [clusters.Length == 0 ? ["a"] : clusters],
        Need = JobNeed.Of([.. sets.Select(s => ((JsonObject?)Requirements(s.Gpus), (long)s.Pods))]),
        Scarce = "nvidia.com/gpu",
    };

    public static RunningJob Running(string name, int gpus, string cluster = "a") => new(Name(name), cluster) { Started = Start - TimeSpan.FromMinutes(1) };

    /// <summary>A cluster of nodes with so many GPUs, and pods of Jobs on them.</summary>
    public static QueueCluster Cluster(int[] nodes, params (string Job, int Node, int Gpus)[] pods) => new(
        ClusterOccupancy.Of(
            nodes.Select((gpus, i) => Parse($$"""
                { "metadata": { "name": "n{{i}}" }, "status": { "allocatable": { "pods": "110", "nvidia.com/gpu": "{{gpus}}" }, "conditions": [ { "type": "Ready", "status": "True" } ] } }
                """)),
            pods.Select(pod => Parse($$"""
                { "metadata": { "name": "p", "namespace": "default", "labels": { "job-name": "{{pod.Job}}" } },
                  "spec": { "nodeName": "n{{pod.Node}}", "containers": [ { "resources": { "limits": { "nvidia.com/gpu": {{pod.Gpus}} } } } ] } }
                """))),
        []);

    public static QueueState State(WaitingJob[] waiting, RunningJob[] running, params (string Name, QueueCluster Cluster)[] clusters) =>
        new(waiting, running, clusters.ToDictionary(c => c.Name, c => c.Cluster), Start + TimeSpan.FromSeconds(1));

    /// <summary>"big waits 1 for a; small starts in b".</summary>
    public static string Show(this QueuePlan plan) => string.Join("; ", plan.Verdicts.Select(v => v.Job.Name.Name + (v.Cluster is { } cluster ? $" starts in {cluster}"
        : v.IsLate ? " is late" : $" waits {v.Position}{(v.Reserved is { } kept ? $" for {kept}" : "")}")));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
