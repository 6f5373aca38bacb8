using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Workloads;

/// <summary>The annotations by which a ReplicaSet tells of its Deployment (pkg/controller/deployment/util/deployment_util.go).</summary>
internal static class SetAnnotations
{
    public static long Revision(this JsonObject set) =>
        long.TryParse(set.Annotation(DeploymentMarks.Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static int? Number(this JsonObject set, string annotation) =>
        int.TryParse(set.Annotation(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What the new set has to carry beside what it carries already: its Deployment's annotations, and a revision above all others'.</summary>
    public static JsonObject Missing(JsonObject deployment, JsonObject? set, long revision)
    {
        var missing = new JsonObject();
        foreach (var (key, value) in deployment.StringMap("metadata", "annotations"))
        {
            if (!DeploymentMarks.Own.Contains(key) && set.Annotation(key) != value)
                missing[key] = value;
        }
        if (set is not null && set.Revision() >= revision)
            return missing;
        missing[DeploymentMarks.Revision] = Text(revision);
        // It was current before: a rollback. What it was then stays known.
        if (set?.Annotation(DeploymentMarks.Revision) is { } before)
            missing[DeploymentMarks.RevisionHistory] = set.Annotation(DeploymentMarks.RevisionHistory) is { Length: > 0 } history ? $"{history},{before}" : before;
        return missing;
    }

    public static JsonObject Sizes(RollingUpdate update) =>
        new() { [DeploymentMarks.DesiredReplicas] = Text(update.Replicas), [DeploymentMarks.MaxReplicas] = Text(update.MaxTotal) };

    public static bool HasSizes(JsonObject set, RollingUpdate update) =>
        set.Number(DeploymentMarks.DesiredReplicas) == update.Replicas && set.Number(DeploymentMarks.MaxReplicas) == update.MaxTotal;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
