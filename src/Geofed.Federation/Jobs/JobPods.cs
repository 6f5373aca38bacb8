using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Reads from a pod with what it ended. Pure.</summary>
internal static class JobPods
{
    public static FederatedJobPod From(string cluster, JsonObject pod)
    {
        var ended = pod.Objects("status", "containerStatuses").Select(c => c.Obj("state", "terminated")).OfType<JsonObject>().ToList();
        var told = ended.Find(c => c.Int("exitCode") != 0) ?? ended.FirstOrDefault();
        var over = pod.Str("status", "phase") is "Succeeded" or "Failed";
        return new(pod.Name(), cluster)
        {
            Status = FederatedPod.From("", cluster, pod).Status,
            ExitCode = over ? (int?)told.Int("exitCode") : null,
            Message = told.Int("exitCode") is null or 0 ? pod.Str("status", "message") : told.Str("message") ?? told.Str("reason"),
            Index = int.TryParse(pod.Annotation("batch.kubernetes.io/job-completion-index"), CultureInfo.InvariantCulture, out var index) ? index : null,
            FinishedAt = ended.Select(c => KubeTime.Parse(c.Str("finishedAt"))).Max(),
        };
    }
}
