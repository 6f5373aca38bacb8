using Geofed.Clusters.Stacks;

namespace Geofed.Clusters.Karmada;

/// <summary>A Karmada that this home installed on a host cluster, from what is known of its stack.</summary>
/// <param name="Federation">Name of the federation that it serves.</param>
/// <param name="HostCluster">Name of the cluster that it runs on; empty when what is known is damaged.</param>
public sealed record KarmadaInstallation(string Federation, string HostCluster)
{
    /// <summary>What is, or was last, done with its stack: Running when that succeeded, Interrupted when it was cut off.</summary>
    public string Status { get; init; } = nameof(StackPhase.Pending);

    /// <summary>Why it is not running, when it is not.</summary>
    public string? Message { get; init; }

    /// <summary>The first success; null before.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Nobody is at work on it: the same command may be given again, and goes on with what is there.</summary>
    public bool CanGoOn => Status is nameof(StackPhase.Running) or nameof(StackPhase.Failed) or nameof(StackPhase.Stopped) or "Interrupted";

    internal static KarmadaInstallation From(StackFolder folder, Func<int, bool> isAlive)
    {
        var name = Path.GetFileName(folder.Folder);
        try
        {
            var (spec, record) = (KarmadaSpec.From(folder.Spec!), folder.Record);
            var status = GkeClusterView.StatusOf(record, isAlive);
            return new(name, spec.HostCluster)
            {
                Status = status,
                Message = status == "Interrupted" ? $"{record!.Phase} was cut off at {record.Since.ToLocalTime():g}; the same command goes on from there." : record?.Message,
                CreatedAt = record?.CreatedAt,
            };
        }
        catch (FormatException e)
        {
            return new(name, "") { Status = nameof(StackPhase.Failed), Message = e.Message };
        }
    }
}
