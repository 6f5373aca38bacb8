using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Simulation.Kubelet;

namespace Geofed.Simulation.Tests.Kubelet;

/// <summary>A pod that lives through its script without a cluster, as fast as it can be computed.</summary>
internal sealed class PlayedPod(JsonObject pod, SimulationOptions options)
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private DateTimeOffset _now = Beginning;
    private DateTimeOffset _since = Beginning;

    public JsonObject Pod => pod;

    public List<PodEvent> Events { get; } = [];

    /// <summary>What is missing now; for all containers.</summary>
    public MissingReference? Missing { get; set; }

    public TimeSpan Age => _now - Beginning;

    public string Phase => pod.Str("status", "phase") ?? "";

    public JsonObject Container => pod.Objects("status", "containerStatuses").FirstOrDefault() ?? [];

    /// <summary>As another simulation would find it: it knows of time only what the status says.</summary>
    public void Forget() => _since = PodStage.Of(pod).Since(pod) ?? _now;

    /// <summary>Lives on until the condition holds, or nothing more is to come.</summary>
    public PlayedPod Until(Func<PlayedPod, bool> condition)
    {
        for (var steps = 0; !condition(this); steps++)
        {
            Assert.True(steps < 100, $"It goes on for ever: {pod.ToText()}");
            var step = PodLife.Next(pod, PodScript.Of(pod, options), options, new(_now, _since, "10.0.0.2", "10.128.0.3", _ => Missing));
            Events.AddRange(step.Events);
            if (step.Status is not null)
                Write(step.Status);
            else if (step.Again is { } delay)
                _now += delay;
            else
                Assert.Fail($"Nothing more is to come: {pod.ToText()}");
        }
        return this;
    }

    private void Write(JsonObject status)
    {
        var before = PodStage.Of(pod);
        foreach (var (field, value) in status)
            pod.Ensure("status")[field] = value?.DeepClone();
        if (PodStage.Of(pod) != before)
            _since = _now;
    }
}
