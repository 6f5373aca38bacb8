using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Makes Job documents. Pure.</summary>
public static class JobTemplate
{
    /// <summary>The Job that a request describes. Its selector is left to each cluster, which gives it a label of its own.</summary>
    public static JsonObject From(JobRequest request)
    {
        var pod = PodTemplate.Spec(request);
        pod["restartPolicy"] = "Never";
        return new()
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = PodTemplate.Metadata(request),
            ["spec"] = new JsonObject
            {
                ["parallelism"] = request.Parallelism,
                ["completions"] = request.Completions ?? request.Parallelism,
                ["backoffLimit"] = request.Retries,
                ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = PodTemplate.Labels(request) }, ["spec"] = pod },
            },
        };
    }
}
