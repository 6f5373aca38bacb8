using System.Text.Json.Nodes;
using Geofed.Client;

namespace Geofed.Simulation;

/// <summary>Something that is worth telling of a pod.</summary>
/// <param name="Container">The path of the container that it is about, e.g. "spec.containers{web}"; null for the pod itself.</param>
internal sealed record PodEvent(bool Warning, string Reason, string Message, string? Container = null);

/// <summary>Tells of pods in the name of one component.</summary>
internal sealed class PodEvents(SimulationContext context, string component)
{
    private readonly EventRecorder _events = new(context.Api, context.Time, component);

    /// <param name="host">The node whose kubelet says it.</param>
    public Task RecordAsync(JsonObject pod, PodEvent told, CancellationToken ct, string? host = null) =>
        _events.RecordAsync(pod, component, told.Warning, told.Reason, told.Message, ct, host, told.Container);
}
