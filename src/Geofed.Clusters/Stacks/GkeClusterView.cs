using Geofed.Client;
using Geofed.Clusters.Gke;

namespace Geofed.Clusters.Stacks;

/// <summary>A GKE cluster as people see it, from what this home knows of its stack.</summary>
internal static class GkeClusterView
{
    public static GeoCluster From(StackFolder folder, string kubeconfig, Func<int, bool> isAlive)
    {
        var name = Path.GetFileName(folder.Folder);
        try
        {
            var (spec, record) = (GkeClusterSpec.From(folder.Spec!), folder.Record);
            return new(name, spec.Region)
            {
                Source = ClusterSource.Pulumi,
                Project = spec.Project,
                Provider = "gcp",
                Zones = spec.NodeZones,
                NodePools = [.. spec.NodePools.Select(pool => pool.Nodes)],
                Status = StatusOf(record, isAlive),
                Message = MessageOf(name, record, isAlive),
                KubernetesVersion = record?.Outputs.GetValueOrDefault("masterVersion") is { Length: > 0 } version ? "v" + version : null,
                Endpoint = File.Exists(kubeconfig) ? Kubeconfig.Load(kubeconfig).Connect().Endpoint.ToString().TrimEnd('/') : null,
                Kubeconfig = File.Exists(kubeconfig) ? kubeconfig : null,
                CreatedAt = record?.CreatedAt,
            };
        }
        catch (FormatException e)
        {
            return new(name, "") { Source = ClusterSource.Pulumi, Provider = "gcp", Status = nameof(StackPhase.Failed), Message = e.Message };
        }
    }

    /// <summary>The phase in a word; Interrupted when the process that was at it is no more.</summary>
    internal static string StatusOf(StackRecord? record, Func<int, bool> isAlive) => record switch
    {
        null => nameof(StackPhase.Pending),
        { IsWork: true } when !IsAtWork(record, isAlive) => "Interrupted",
        { Phase: StackPhase.Running, Drift.Count: > 0 } => "Drifted",
        _ => record.Phase.ToString(),
    };

    private static string? MessageOf(string name, StackRecord? record, Func<int, bool> isAlive) => record switch
    {
        { IsWork: true } when !IsAtWork(record, isAlive) => $"{record.Phase} was cut off at {record.Since.ToLocalTime():g}. Repair-GeoCluster {name} finds out what there is, and goes on.",
        { Drift.Count: > 0 } => $"Not as it was made: {string.Join(", ", record.Drift)}.",
        _ => record?.Message,
    };

    private static bool IsAtWork(StackRecord record, Func<int, bool> isAlive) => record.ProcessId is { } process && isAlive(process);
}
