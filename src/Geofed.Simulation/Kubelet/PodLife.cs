using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Simulation.Kubelet;

/// <summary>The life of a pod on its node, step by step. A pure function of the pod, its script and the time.</summary>
internal static class PodLife
{
    /// <summary>A kubelet tells again of what keeps a pod from starting.</summary>
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(2);

    /// <summary>Killed by a SIGTERM.</summary>
    private const int Terminated = 143;

    /// <summary>Killed by a SIGKILL.</summary>
    private const int Killed = 137;

    public static LifeStep Next(JsonObject pod, PodScript script, SimulationOptions options, PodSurroundings around)
    {
        var stage = PodStage.Of(pod);
        if (stage.Kind is not (StageKind.New or StageKind.Stopping or StageKind.Ended) && Deadline(pod, around.Now) is { } left)
        {
            if (left <= TimeSpan.Zero)
                return Overdue(pod, around);
            var step = Next(stage, pod, script, options, around);
            return step with { Again = step.Again < left ? step.Again : left };
        }
        return Next(stage, pod, script, options, around);
    }

    private static LifeStep Next(PodStage stage, JsonObject pod, PodScript script, SimulationOptions options, PodSurroundings around) => stage.Kind switch
    {
        StageKind.New => Admit(pod, script, around),
        StageKind.Initializing => Initialize(stage, pod, script, around),
        StageKind.Creating when around.Missing(PodContainers.Main(pod).Concat(PodContainers.Sidecars(pod))) is { } missing => Blocked(pod, missing, around),
        StageKind.Creating => around.Elapsed < script.Step ? new(Again: script.Step - around.Elapsed) : Start(pod, around),
        StageKind.Running => Run(pod, script, around),
        StageKind.BackingOff => around.Elapsed < CrashLoop.Delay(stage.Index) ? new(Again: CrashLoop.Delay(stage.Index) - around.Elapsed) : Start(pod, around),
        StageKind.Stopping => Stop(pod, options, around),
        _ => new() { IsOver = pod.IsDeleting() },
    };

    private static LifeStep Admit(JsonObject pod, PodScript script, PodSurroundings around)
    {
        var waiting = PodContainers.Initial(pod).Any() ? "PodInitializing" : "ContainerCreating";
        var status = new PodStatusDraft(pod, around);
        status.Set("startTime", KubeTime.Format(around.Now));
        status.SetInit(container => ContainerStates.Waiting(container, "PodInitializing"));
        status.SetMain(container => ContainerStates.Waiting(container, waiting));
        return new(status.Finish("Pending"), null, script.Problem is { } problem ? [new(true, "InvalidSimulation", problem)] : []);
    }

    private static LifeStep Initialize(PodStage stage, JsonObject pod, PodScript script, PodSurroundings around)
    {
        var containers = PodContainers.Initial(pod).ToList();
        if (!stage.Begun && around.Missing([containers[stage.Index]]) is { } missing)
            return Blocked(pod, missing, around);
        if (stage.Begun && around.Elapsed < script.Step)
            return new(Again: script.Step - around.Elapsed);
        var done = stage.Begun ? stage.Index + 1 : stage.Index;
        // One that lacks something is told of in the step after this.
        var next = done < containers.Count && around.Missing([containers[done]]) is null ? containers[done] : null;
        var status = new PodStatusDraft(pod, around);
        var events = new List<PodEvent>();
        status.AssignAddress();
        var before = 0;
        status.SetInit(container =>
        {
            var old = PodContainers.Status(pod, "initContainerStatuses", container.Str("name"));
            if (PodContainers.IsSidecar(container))
                return before <= done && old.Obj("state", "running") is null ? Started(container, old) : old!.Copy();
            return before++ < done
                ? old.Obj("state", "terminated") is not null ? old!.Copy() : ContainerStates.Terminated(container, old, 0, around.Now)
                : container == next ? Started(container, old) : old!.Copy();
        });
        return new(status.Finish("Pending"), null, events);

        JsonObject Started(JsonObject container, JsonObject? old)
        {
            events.AddRange(ContainerEvents.OfStart(container, "initContainers"));
            return ContainerStates.Running(pod, container, old, around.Now);
        }
    }

    private static LifeStep Blocked(JsonObject pod, MissingReference missing, PodSurroundings around)
    {
        if (missing.Container is null)
            return new(null, Reminder, new PodEvent(true, "FailedMount", missing.Message)) { IsBlocked = true };
        var status = new PodStatusDraft(pod, around);
        JsonObject Refuse(JsonObject container, string list) => container.Str("name") == missing.Container
            ? ContainerStates.Waiting(container, "CreateContainerConfigError", missing.Message)
            : PodContainers.Status(pod, list, container.Str("name")).Copy() ?? ContainerStates.Waiting(container, "ContainerCreating");
        status.AssignAddress();
        status.SetInit(container => Refuse(container, "initContainerStatuses"));
        status.SetMain(container => Refuse(container, "containerStatuses"));
        return new(status.Finish("Pending"), Reminder, new PodEvent(true, "Failed", $"Error: {missing.Message}")) { IsBlocked = true };
    }

    /// <summary>Starts the main containers, for the first time or again, and sidecars that do not run yet.</summary>
    private static LifeStep Start(JsonObject pod, PodSurroundings around)
    {
        var status = new PodStatusDraft(pod, around);
        var events = new List<PodEvent>();
        status.AssignAddress();
        status.SetInit(container =>
        {
            var old = PodContainers.Status(pod, "initContainerStatuses", container.Str("name"));
            if (!PodContainers.IsSidecar(container) || old.Obj("state", "running") is not null)
                return old!.Copy();
            events.AddRange(ContainerEvents.OfStart(container, "initContainers"));
            return ContainerStates.Running(pod, container, old, around.Now);
        });
        status.SetMain(container =>
        {
            events.AddRange(ContainerEvents.OfStart(container, "containers"));
            var health = ContainerHealth.After(container, TimeSpan.Zero);
            return ContainerStates.Running(pod, container, PodContainers.Status(pod, "containerStatuses", container.Str("name")), around.Now, health.Started, health.Ready);
        });
        return new(status.Finish("Running"), null, events);
    }

    private static LifeStep Run(JsonObject pod, PodScript script, PodSurroundings around)
    {
        if (script.Duration <= around.Elapsed)
            return End(pod, script.ExitCode, around);
        var status = new PodStatusDraft(pod, around);
        status.SetMain(container =>
        {
            var now = PodContainers.Status(pod, "containerStatuses", container.Str("name")).Copy() ?? ContainerStates.Running(pod, container, null, around.Now);
            var health = ContainerHealth.After(container, around.Elapsed);
            (now["started"], now["ready"]) = (health.Started, health.Ready);
            return now;
        });
        return new(status.Finish("Running"), ContainerHealth.NextChange(pod, script, around.Elapsed));
    }

    /// <summary>The main containers have ended: the pod with them, unless its policy is to start them again.</summary>
    private static LifeStep End(JsonObject pod, int exitCode, PodSurroundings around)
    {
        var policy = pod.Str("spec", "restartPolicy") ?? "Always";
        if (policy == "Never" || policy == "OnFailure" && exitCode == 0)
            return new(Ended(pod, exitCode, around, LastWord(pod)).Finish(exitCode == 0 ? "Succeeded" : "Failed"));
        var restarts = PodStage.Of(pod).Index;
        var delay = CrashLoop.Delay(restarts);
        var status = new PodStatusDraft(pod, around);
        var events = new List<PodEvent>();
        status.SetMain(container =>
        {
            var old = ContainerStates.Terminated(container, PodContainers.Status(pod, "containerStatuses", container.Str("name")), exitCode, around.Now, LastWord(pod));
            if (delay > TimeSpan.Zero)
            {
                events.Add(CrashLoop.Event(pod, container));
                return ContainerStates.Waiting(container, "CrashLoopBackOff", CrashLoop.Message(pod, container, delay), old);
            }
            events.AddRange(ContainerEvents.OfStart(container, "containers"));
            var health = ContainerHealth.After(container, TimeSpan.Zero);
            return ContainerStates.Running(pod, container, old, around.Now, health.Started, health.Ready);
        });
        return new(status.Finish("Running"), null, events);
    }

    private static LifeStep Overdue(JsonObject pod, PodSurroundings around)
    {
        const string Reason = "DeadlineExceeded";
        const string Message = "Pod was active on the node longer than the specified deadline";
        var status = Ended(pod, Killed, around);
        status.Set("reason", Reason);
        status.Set("message", Message);
        return new(status.Finish("Failed"), null, new PodEvent(false, Reason, Message));
    }

    /// <summary>Asked to end, containers do soon. Who counts on a pod's last word (a Job's finalizer) is given it.</summary>
    private static LifeStep Stop(JsonObject pod, SimulationOptions options, PodSurroundings around)
    {
        var running = PodContainers.Main(pod).Where(c => PodContainers.Status(pod, "containerStatuses", c.Str("name")).Obj("state", "running") is not null).ToList();
        var grace = TimeSpan.FromSeconds(pod.Int("metadata", "deletionGracePeriodSeconds") ?? 0);
        var left = (grace < options.PodStop ? grace : options.PodStop) - around.Elapsed;
        if (running.Count > 0 && left > TimeSpan.Zero)
            return new(null, left, [.. running.Select(c => new PodEvent(false, "Killing", $"Stopping container {c.Str("name")}", ContainerEvents.Path(c, "containers")))]);
        return pod.Arr("metadata", "finalizers") is { Count: > 0 } || pod.Str("spec", "restartPolicy") is "Never" or "OnFailure"
            ? new(Ended(pod, Terminated, around).Finish("Failed")) { IsOver = true }
            : new() { IsOver = true };
    }

    /// <summary>Said by those that end by themselves; who is killed has no time for it.</summary>
    private static string? LastWord(JsonObject pod) => pod.Annotation(PodScript.TerminationMessageAnnotation);

    private static PodStatusDraft Ended(JsonObject pod, int exitCode, PodSurroundings around, string? lastWord = null)
    {
        var status = new PodStatusDraft(pod, around);
        JsonObject End(JsonObject container, string list, int code, string? word = null)
        {
            var old = PodContainers.Status(pod, list, container.Str("name"));
            return old is null || old.Obj("state", "running") is null && old.Obj("state", "terminated") is not null
                ? old.Copy() ?? ContainerStates.Terminated(container, null, code, around.Now)
                : ContainerStates.Terminated(container, old, code, around.Now, word);
        }
        status.SetInit(container => End(container, "initContainerStatuses", PodContainers.IsSidecar(container) ? 0 : exitCode));
        status.SetMain(container => End(container, "containerStatuses", exitCode, lastWord));
        return status;
    }

    private static TimeSpan? Deadline(JsonObject pod, DateTimeOffset now) =>
        pod.Int("spec", "activeDeadlineSeconds") is { } seconds && KubeTime.Parse(pod.Str("status", "startTime")) is { } start ? start.AddSeconds(seconds) - now : null;
}
