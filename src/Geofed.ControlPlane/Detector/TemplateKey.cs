using Geofed.Model;

namespace Geofed.ControlPlane.Detector;

/// <summary>One object on the control plane that may be propagated.</summary>
internal readonly record struct TemplateKey(GroupVersionKind Kind, NamespacedName Name)
{
    public override string ToString() => $"{Kind.Kind} {Name}";
}
