using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Detector;

/// <summary>Follows templates of kinds that are defined while the control plane runs.</summary>
internal sealed class KindController(ControlPlaneCaches caches, TimeProvider time)
{
    public WorkQueue<string> Queue { get; } = new(time);

    public void Subscribe() => caches.Definitions.Changed += change => Queue.Add(change.Object.Name());

    public async Task ReconcileAsync(string name, CancellationToken ct)
    {
        var definition = caches.Definitions.Get(new(null, name));
        var served = await caches.Templates.RefreshAsync(ct).ConfigureAwait(false);
        // An API may say that a definition is established a moment before it serves it.
        if (definition.IsTrue("Established") && !DefinedKinds.AreServed(definition!, served))
            throw new InvalidOperationException($"{name} is established and not served yet");
    }
}
