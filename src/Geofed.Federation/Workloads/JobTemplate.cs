using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Makes Job documents. Pure.</summary>
public static class JobTemplate
{
    /// <summary>The Job that a request describes. Its selector is left to each cluster, which gives it a label of its own.</summary>
    public static JsonObject From(JobRequest request)
    {
        var (metadata, pod) = (PodTemplate.Metadata(request), PodTemplate.Spec(WithCheckpoint(request)));
        pod["restartPolicy"] = "Never";
        var spec = new JsonObject
        {
            ["parallelism"] = request.Parallelism,
            ["completions"] = request.Completions ?? request.Parallelism,
            ["backoffLimit"] = request.Retries,
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = PodTemplate.Labels(request) }, ["spec"] = pod },
        };
        if (request.TimeLimit is { } limit)
            spec["activeDeadlineSeconds"] = (long)Math.Ceiling(limit.TotalSeconds);
        if (request.Checkpoint is not null)
            metadata["annotations"] = new JsonObject { [GeofedMarks.Checkpoint] = request.Checkpoint };
        return new() { ["apiVersion"] = "batch/v1", ["kind"] = "Job", ["metadata"] = metadata, ["spec"] = spec };
    }

    private static JobRequest WithCheckpoint(JobRequest request) => request.Checkpoint is null
        ? request
        : request with { Env = new Dictionary<string, string>(request.Env) { [GeofedMarks.CheckpointVariable] = request.Checkpoint } };
}
