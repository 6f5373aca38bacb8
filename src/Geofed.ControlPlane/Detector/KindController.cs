using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Detector;

/// <summary>Follows templates of kinds that are defined while the control plane runs.</summary>
internal sealed class KindController(ControlPlaneCaches caches, TimeProvider time)
{
    private const string Everything = "kinds";

    public WorkQueue<string> Queue { get; } = new(time);

    public void Subscribe() => caches.Definitions.Changed += change =>
    {
        // The first list comes before templates are followed at all.
        if (change.Type == WatchEventType.Deleted || change.Object.IsTrue("Established"))
            Queue.Add(Everything);
    };

    public Task ReconcileAsync(string key, CancellationToken ct) => caches.Templates.RefreshAsync(ct);
}
