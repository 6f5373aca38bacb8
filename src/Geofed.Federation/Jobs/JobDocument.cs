using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Jobs;

namespace Geofed.Federation;

/// <summary>Makes of a manifest the job that is published. Pure.</summary>
public static class JobDocument
{
    /// <param name="template">As its author wrote it.</param>
    /// <param name="source">Where it comes from, for errors.</param>
    /// <param name="limit">How long it may run; null when nothing is said of it.</param>
    /// <param name="checkpoint">Where it keeps its checkpoints: every container of every pod is told; null for nowhere.</param>
    /// <exception cref="ManifestException">It cannot stand in the queue, or its kind cannot say what is wanted.</exception>
    public static JsonObject From(JsonObject template, string source, TimeSpan? limit, string? checkpoint)
    {
        var (kind, job) = (template.Kind(), template.Copy());
        if (JobKind.Of(kind) is not { } known || PodSets.Of(job) is not { } sets)
        {
            throw new ManifestException($"{source} is a {kind.Kind} ({kind.ApiVersion}), which cannot be queued: its pods are not known. Known are those of "
                + $"{string.Join(", ", JobKind.All.Select(k => k.Kind))}. Publish-FederatedResource publishes it without the queue.");
        }
        if (sets.Sum(set => set.Count) == 0)
            throw new ManifestException($"{source} is a {kind.Kind} without pods. Give it some, or publish it with Publish-FederatedResource.");
        if (limit is { } time && !known.SetLimit(job, time))
            throw new ManifestException($"{source} is a {kind.Kind}, which has no field for how long it may run. Leave -TimeLimitSec out, and say it in its pod templates (activeDeadlineSeconds).");
        if (checkpoint is null)
            return job;
        job.Ensure("metadata", "annotations")[GeofedMarks.Checkpoint] = checkpoint;
        foreach (var container in sets.SelectMany(set => set.Template.Objects("spec", "containers")))
        {
            container["env"] = new JsonArray(
            [
                .. container.Objects("env").Where(e => e.Str("name") != GeofedMarks.CheckpointVariable).Select(e => e.Copy()),
                new JsonObject { ["name"] = GeofedMarks.CheckpointVariable, ["value"] = checkpoint },
            ]);
        }
        return job;
    }
}
