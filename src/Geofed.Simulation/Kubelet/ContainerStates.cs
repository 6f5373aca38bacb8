using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>Statuses of containers, as a kubelet writes them of a runtime that does not exist.</summary>
internal static class ContainerStates
{
    public static JsonObject Waiting(JsonObject container, string reason, string? message = null, JsonObject? before = null)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        if (message is not null)
            waiting["message"] = message;
        var status = Status(container, before, false, false, new() { ["waiting"] = waiting });
        if (before.Obj("state", "terminated") is { } ended)
            status["lastState"] = new JsonObject { ["terminated"] = ended.Copy() };
        return status;
    }

    /// <param name="pod">Whose container it is.</param>
    /// <param name="before">Its status until now; one that ended is started again.</param>
    public static JsonObject Running(JsonObject pod, JsonObject container, JsonObject? before, DateTimeOffset now, bool started = true, bool ready = true)
    {
        var again = before.Obj("state", "terminated") ?? (before.Str("state", "waiting", "reason") == "CrashLoopBackOff" ? before.Obj("lastState", "terminated") : null);
        var restarts = (before.Int("restartCount") ?? 0) + (again is null ? 0 : 1);
        var status = Status(container, before, started, ready, new() { ["running"] = new JsonObject { ["startedAt"] = KubeTime.Format(now) } });
        status["restartCount"] = restarts;
        status["containerID"] = Id(pod, container, restarts);
        status["imageID"] = $"simulated://{container.Str("image")}";
        if (again is not null)
            status["lastState"] = new JsonObject { ["terminated"] = again.Copy() };
        return status;
    }

    /// <param name="message">Its last word; null for none.</param>
    public static JsonObject Terminated(JsonObject container, JsonObject? before, int exitCode, DateTimeOffset now, string? message = null)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = exitCode,
            ["reason"] = exitCode == 0 ? "Completed" : "Error",
            ["startedAt"] = before.Str("state", "running", "startedAt") ?? KubeTime.Format(now),
            ["finishedAt"] = KubeTime.Format(now),
        };
        if (before.Str("containerID") is { } id)
            terminated["containerID"] = id;
        if (message is not null)
            terminated["message"] = message;
        return Status(container, before, false, false, new() { ["terminated"] = terminated });
    }

    private static JsonObject Status(JsonObject container, JsonObject? before, bool started, bool ready, JsonObject state)
    {
        var status = new JsonObject
        {
            ["name"] = container.Str("name"),
            ["image"] = container.Str("image"),
            ["imageID"] = before.Str("imageID") ?? "",
            ["restartCount"] = before.Int("restartCount") ?? 0,
            ["started"] = started,
            ["ready"] = ready,
            ["state"] = state,
            ["lastState"] = before.Obj("lastState").Copy() ?? [],
        };
        if (before.Str("containerID") is { } id)
            status["containerID"] = id;
        return status;
    }

    private static string Id(JsonObject pod, JsonObject container, long restarts) =>
        "simulated://" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pod.Uid()}/{container.Str("name")}/{restarts}")));
}
