using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>Where a pod is in its life, as its status says: so that a simulation goes on where another was stopped.</summary>
/// <param name="Index">Which init container it is at, or how often the main ones were started again.</param>
/// <param name="Begun">Whether that init container runs.</param>
internal readonly record struct PodStage(StageKind Kind, int Index = 0, bool Begun = false)
{
    public static PodStage Of(JsonObject pod)
    {
        if (pod.Str("status", "phase") is "Succeeded" or "Failed")
            return new(StageKind.Ended);
        if (pod.IsDeleting())
            return new(StageKind.Stopping);
        if (pod.Str("status", "startTime") is null)
            return new(StageKind.New);
        var initial = PodContainers.Initial(pod).ToList();
        var done = initial.TakeWhile(c => PodContainers.Status(pod, "initContainerStatuses", c.Str("name")).Int("state", "terminated", "exitCode") == 0).Count();
        if (done < initial.Count)
            return new(StageKind.Initializing, done, PodContainers.Status(pod, "initContainerStatuses", initial[done].Str("name")).Obj("state", "running") is not null);
        var main = pod.Objects("status", "containerStatuses").FirstOrDefault();
        var restarts = (int)(main.Int("restartCount") ?? 0);
        return main.Obj("state", "running") is not null ? new(StageKind.Running, restarts)
            : main.Str("state", "waiting", "reason") == "CrashLoopBackOff" ? new(StageKind.BackingOff, restarts)
            : new(StageKind.Creating);
    }

    /// <summary>Since when, by the status: to the second, and so a little too early.</summary>
    public DateTimeOffset? Since(JsonObject pod)
    {
        var main = pod.Objects("status", "containerStatuses").FirstOrDefault();
        var init = pod.Objects("status", "initContainerStatuses");
        if (Kind == StageKind.Stopping)
            return KubeTime.Parse(pod.Str("metadata", "deletionTimestamp"))?.AddSeconds(-(pod.Int("metadata", "deletionGracePeriodSeconds") ?? 0));
        return KubeTime.Parse(Kind switch
        {
            StageKind.Running => main.Str("state", "running", "startedAt"),
            StageKind.BackingOff => main.Str("lastState", "terminated", "finishedAt"),
            StageKind.Initializing => init.Select(c => c.Str("state", "running", "startedAt")).Max(StringComparer.Ordinal),
            _ => init.Select(c => c.Str("state", "terminated", "finishedAt")).Max(StringComparer.Ordinal),
        }) ?? KubeTime.Parse(pod.Str("status", "startTime"));
    }
}

/// <summary>The stages of a pod's life on its node.</summary>
internal enum StageKind
{
    /// <summary>The kubelet has said nothing of it yet.</summary>
    New,
    Initializing,
    Creating,
    Running,

    /// <summary>Its containers ended, and wait to be started again.</summary>
    BackingOff,
    Stopping,
    Ended,
}
