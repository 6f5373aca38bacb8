using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Kubelet;
using Geofed.Simulation.Tests.Scheduling;

namespace Geofed.Simulation.Tests.Kubelet;

public class PodLifeTests
{
    private static readonly SimulationOptions Options = new() { Cluster = "c", PodStart = TimeSpan.FromSeconds(3), JobDuration = TimeSpan.FromSeconds(60) };

    private static PlayedPod Play(string spec = "", string? exitCode = null, string? duration = null, bool job = false)
    {
        var pod = Samples.Pod("p", spec: spec);
        var annotations = pod.Ensure("metadata", "annotations");
        if (exitCode is not null)
            annotations[PodScript.ExitCodeAnnotation] = exitCode;
        if (duration is not null)
            annotations[PodScript.DurationAnnotation] = duration;
        if (job)
            pod.Ensure("metadata")["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "Job", ["controller"] = true });
        return new(pod, Options);
    }

    private static string? Waiting(PlayedPod pod) => pod.Container.Str("state", "waiting", "reason");

    private static bool Ready(PlayedPod pod) => PodConditions.IsTrue(pod.Pod, "Ready");

    [Fact]
    public void A_server_is_ready_when_it_has_had_its_time_to_start()
    {
        var pod = Play().Until(p => p.Phase == "Pending");
        Assert.Equal(("ContainerCreating", false), (Waiting(pod), Ready(pod)));
        Assert.Equal("containers with unready status: [c]", PodConditions.Of(pod.Pod, "Ready").Str("message"));
        pod.Until(Ready);
        Assert.Equal((TimeSpan.FromSeconds(3), "Running", "10.0.0.2"), (pod.Age, pod.Phase, pod.Pod.Str("status", "podIP")));
        Assert.StartsWith("simulated://", pod.Container.Str("containerID"), StringComparison.Ordinal);
        Assert.Equal(["Pulled", "Created", "Started"], pod.Events.Select(e => e.Reason));
    }

    [Fact]
    public void Init_containers_run_one_after_the_other_and_sidecars_stay()
    {
        var pod = Play("\"initContainers\":[{\"name\":\"one\",\"image\":\"i\"},{\"name\":\"side\",\"image\":\"i\",\"restartPolicy\":\"Always\"},{\"name\":\"two\",\"image\":\"i\"}]");
        bool Runs(string name) => PodContainers.Status(pod.Pod, "initContainerStatuses", name).Obj("state", "running") is not null;
        pod.Until(_ => Runs("one"));
        Assert.False(Runs("side") || Runs("two"));
        Assert.Equal("containers with incomplete status: [one side two]", PodConditions.Of(pod.Pod, "Initialized").Str("message"));
        pod.Until(_ => Runs("two"));
        Assert.True(Runs("side") && !Runs("one"));
        Assert.Equal("PodInitializing", Waiting(pod));
        pod.Until(Ready);
        Assert.True(Runs("side") && PodConditions.IsTrue(pod.Pod, "Initialized"));
        Assert.Equal(TimeSpan.FromSeconds(3), pod.Age);
        Assert.Equal(["one", "side", "two", "c"], pod.Events.Where(e => e.Reason == "Started").Select(e => e.Message["Started container ".Length..]));
    }

    [Fact]
    public void The_pod_of_a_Job_ends_well_after_its_time()
    {
        var pod = Play("\"restartPolicy\":\"Never\"", job: true).Until(p => p.Phase == "Succeeded");
        Assert.Equal(TimeSpan.FromSeconds(63), pod.Age);
        Assert.Equal(("Completed", 0L, "PodCompleted"), (pod.Container.Str("state", "terminated", "reason"), pod.Container.Int("state", "terminated", "exitCode"), PodConditions.Of(pod.Pod, "Ready").Str("reason")));
    }

    [Fact]
    public void A_failure_can_be_rehearsed()
    {
        var pod = Play("\"restartPolicy\":\"Never\"", exitCode: "3", duration: "1m30s").Until(p => p.Phase == "Failed");
        Assert.Equal(TimeSpan.FromSeconds(93), pod.Age);
        Assert.Equal(("Error", 3L), (pod.Container.Str("state", "terminated", "reason"), pod.Container.Int("state", "terminated", "exitCode")));
    }

    [Fact]
    public void A_last_word_can_be_rehearsed_by_who_ends_by_itself()
    {
        var pod = Play("\"restartPolicy\":\"Never\"", duration: "2s");
        pod.Pod.Ensure("metadata", "annotations")[PodScript.TerminationMessageAnnotation] = "0 12.5";
        Assert.Equal("0 12.5", pod.Until(p => p.Phase == "Succeeded").Container.Str("state", "terminated", "message"));
        var killed = Play("\"restartPolicy\":\"Never\",\"activeDeadlineSeconds\":5");
        killed.Pod.Ensure("metadata", "annotations")[PodScript.TerminationMessageAnnotation] = "0 12.5";
        Assert.Null(killed.Until(p => p.Phase == "Failed").Container.Str("state", "terminated", "message"));
    }

    [Theory]
    [InlineData("many", null, "simulation.geofed.io/exit-code is 'many', which is not a number from 0 to 255")]
    [InlineData(null, "soon", "simulation.geofed.io/duration: 'soon' is not a duration. Write numbers and ms, s, m or h, e.g. 250ms or 1m30s.")]
    public void An_annotation_that_makes_no_sense_is_told_of_and_passed_over(string? exitCode, string? duration, string message)
    {
        var pod = Play(exitCode: exitCode, duration: duration).Until(Ready);
        Assert.Equal(message, pod.Events[0].Message);
    }

    [Fact]
    public void What_fails_again_and_again_is_started_ever_later()
    {
        var pod = Play(exitCode: "1", duration: "1s");
        pod.Until(p => p.Container.Int("restartCount") == 1);
        Assert.Equal(TimeSpan.FromSeconds(4), pod.Age);
        foreach (var (restarts, delay) in (ReadOnlySpan<(int, string)>)[(1, "10s"), (2, "20s"), (3, "40s"), (4, "1m20s"), (5, "2m40s"), (6, "5m0s"), (7, "5m0s")])
        {
            pod.Until(p => Waiting(p) == "CrashLoopBackOff");
            Assert.Equal($"back-off {delay} restarting failed container=c pod=p_default(p)", pod.Container.Str("state", "waiting", "message"));
            Assert.Equal(1, pod.Container.Int("lastState", "terminated", "exitCode"));
            Assert.Equal(("Running", false), (pod.Phase, Ready(pod)));
            var stopped = pod.Age;
            pod.Until(p => p.Container.Int("restartCount") == restarts + 1);
            Assert.Equal(GoDuration.Parse(delay), pod.Age - stopped);
        }
        Assert.Contains(pod.Events, e => e.Warning && e.Message == "Back-off restarting failed container c in pod p_default(p)");
    }

    [Fact]
    public void A_probe_that_begins_late_delays_readiness()
    {
        var pod = Play();
        pod.Pod.Objects("spec", "containers").First()["readinessProbe"] = new JsonObject { ["initialDelaySeconds"] = 20 };
        pod.Until(p => p.Phase == "Running");
        Assert.False(Ready(pod));
        pod.Until(Ready);
        Assert.Equal(TimeSpan.FromSeconds(23), pod.Age);
    }

    [Fact]
    public void A_pod_that_takes_longer_than_it_may_fails()
    {
        var pod = Play("\"restartPolicy\":\"Never\",\"activeDeadlineSeconds\":10", job: true).Until(p => p.Phase == "Failed");
        Assert.Equal((TimeSpan.FromSeconds(10), "DeadlineExceeded"), (pod.Age, pod.Pod.Str("status", "reason")));
        Assert.Equal(137, pod.Container.Int("state", "terminated", "exitCode"));
    }

    [Fact]
    public void What_is_missing_is_named_until_it_is_there()
    {
        var pod = Play();
        pod.Missing = new("c", "configmap \"settings\" not found");
        pod.Until(p => Waiting(p) == "CreateContainerConfigError");
        Assert.Equal("configmap \"settings\" not found", pod.Container.Str("state", "waiting", "message"));
        Assert.Contains(pod.Events, e => e is { Reason: "Failed", Message: "Error: configmap \"settings\" not found" });
        pod.Missing = null;
        pod.Until(Ready);
    }

    [Fact]
    public void Another_simulation_goes_on_where_one_was_stopped()
    {
        var pod = Play("\"restartPolicy\":\"Never\"", job: true).Until(p => p.Phase == "Running");
        pod.Forget();
        pod.Until(p => p.Phase == "Succeeded");
        Assert.Equal(TimeSpan.FromSeconds(63), pod.Age);
    }
}
