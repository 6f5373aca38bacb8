using Geofed.Client;
using Geofed.Model;

namespace Geofed.ControlPlane.Members;

/// <summary>What members tell those who care. Handlers return at once: they put keys into queues.</summary>
internal sealed class MemberEvents
{
    /// <summary>A member's health, nodes, pods or definitions have changed.</summary>
    public event Action<Member>? Changed;

    /// <summary>A member can be spoken to: for the first time, or again after it was lost.</summary>
    public event Action<Member>? Found;

    /// <summary>A managed object on a member has changed.</summary>
    public event Action<Member, InformerChange>? ManagedChanged;

    /// <summary>Something has changed of a Service that a member exports, or exported until now.</summary>
    public event Action<Member, NamespacedName>? ExportChanged;

    /// <summary>Carrying a Work to a member has failed; it is tried again.</summary>
    public event Action<ControllerFailure>? Failed;

    public void OnChanged(Member member) => Changed?.Invoke(member);

    public void OnFound(Member member) => Found?.Invoke(member);

    public void OnManagedChanged(Member member, InformerChange change) => ManagedChanged?.Invoke(member, change);

    public void OnExportChanged(Member member, NamespacedName service) => ExportChanged?.Invoke(member, service);

    public void OnFailed(ControllerFailure failure) => Failed?.Invoke(failure);
}
