using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Tables.Cells;

/// <summary>What a pod's row says: how many containers are ready, its state in one word, restarts (printPod).</summary>
internal sealed class PodCells
{
    private PodCells(JsonObject pod)
    {
        var spec = pod.Obj("spec");
        var status = pod.Obj("status");
        var sidecars = spec.Objects("initContainers").Where(c => c.Str("restartPolicy") == "Always").Select(c => c.Str("name")).ToHashSet();
        Total = spec.Objects("containers").Count() + sidecars.Count;
        Status = status.Str("reason") is { Length: > 0 } reason ? reason : status.Str("phase") ?? "";
        if (Conditions(pod).Any(c => c.Str("type") == "PodScheduled" && c.Str("reason") == "SchedulingGated"))
            Status = "SchedulingGated";
        var initializing = ReadInit(status, sidecars, spec.Objects("initContainers").Count());
        if (!initializing || IsTrue(pod, "Initialized"))
            ReadMain(pod, status, sidecars);
        if (!pod.IsDeleting())
            return;
        if (status.Str("reason") == "NodeLost")
            Status = "Unknown";
        else if (status.Str("phase") is not ("Succeeded" or "Failed"))
            Status = "Terminating";
    }

    public int Total { get; }
    public int ReadyCount { get; private set; }
    public string Status { get; private set; }
    private long Restarts { get; set; }
    private DateTimeOffset? LastRestart { get; set; }

    public static PodCells Of(JsonObject pod) => new(pod);

    public string Ready => $"{ReadyCount}/{Total}";

    public string RestartsAsOf(DateTimeOffset now)
    {
        var count = Restarts.ToString(CultureInfo.InvariantCulture);
        return Restarts != 0 && LastRestart is { } last ? $"{count} ({Durations.Human(now - last)} ago)" : count;
    }

    public static string ReadinessGates(JsonObject pod)
    {
        var gates = pod.Objects("spec", "readinessGates").ToList();
        return gates.Count == 0 ? CellText.None : $"{gates.Count(g => IsTrue(pod, g.Str("conditionType") ?? ""))}/{gates.Count}";
    }

    private static IEnumerable<JsonObject> Conditions(JsonObject pod) => pod.Objects("status", "conditions");

    private static bool IsTrue(JsonObject pod, string type) => Conditions(pod).Any(c => c.Str("type") == type && c.Str("status") == "True");

    private bool ReadInit(JsonObject? status, HashSet<string?> sidecars, int total)
    {
        var i = -1;
        foreach (var container in status.Objects("initContainerStatuses"))
        {
            i++;
            Count(container);
            var terminated = container.Obj("state", "terminated");
            if (terminated is not null && (terminated.Int("exitCode") ?? 0) == 0)
                continue;
            if (sidecars.Contains(container.Str("name")) && container.Bool("started") == true)
            {
                ReadyCount += container.Bool("ready") == true ? 1 : 0;
                continue;
            }
            var waiting = container.Str("state", "waiting", "reason") ?? "";
            Status = terminated is not null ? "Init:" + Ended(terminated)
                : waiting.Length > 0 && waiting != "PodInitializing" ? "Init:" + waiting
                : $"Init:{i}/{total}";
            return true;
        }
        return false;
    }

    private void ReadMain(JsonObject pod, JsonObject? status, HashSet<string?> sidecars)
    {
        (Restarts, LastRestart) = (0, null);
        foreach (var sidecar in status.Objects("initContainerStatuses").Where(c => sidecars.Contains(c.Str("name"))))
            Count(sidecar);
        var running = false;
        foreach (var container in status.Objects("containerStatuses").Reverse())
        {
            Count(container);
            if (container.Str("state", "waiting", "reason") is { Length: > 0 } waiting)
                Status = waiting;
            else if (container.Obj("state", "terminated") is { } terminated)
                Status = Ended(terminated);
            else if (container.Bool("ready") == true && container.Obj("state", "running") is not null)
            {
                running = true;
                ReadyCount++;
            }
        }
        if (Status == "Completed" && running)
            Status = IsTrue(pod, "Ready") ? "Running" : "NotReady";
    }

    private void Count(JsonObject container)
    {
        Restarts += container.Int("restartCount") ?? 0;
        if (KubeTime.Parse(container.Str("lastState", "terminated", "finishedAt")) is { } end && (LastRestart is null || end > LastRestart))
            LastRestart = end;
    }

    private static string Ended(JsonObject terminated) => terminated.Str("reason") is { Length: > 0 } reason ? reason
        : terminated.Int("signal") is { } signal and not 0 ? $"Signal:{signal}" : $"ExitCode:{terminated.Int("exitCode") ?? 0}";
}
