using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>
/// Workloads whose replicas belong to a HorizontalPodAutoscaler on the members (pkg/controllers/hpascaletargetmarker): what it has set there is kept. The
/// autoscaler counts when it is propagated itself.
/// </summary>
internal static class Autoscaled
{
    public static readonly GroupVersionKind Autoscaler = new("autoscaling", "v2", "HorizontalPodAutoscaler");

    public static bool Is(JsonObject template, ControlPlaneCaches caches) => caches.Templates.List(Autoscaler).Any(hpa =>
        hpa.Namespace() == template.Namespace() && !hpa.IsDeleting()
        && hpa.Str("spec", "scaleTargetRef", "kind") == template.Str("kind") && hpa.Str("spec", "scaleTargetRef", "name") == template.Name()
        && caches.Binding(new(hpa.Namespace(), KarmadaNames.Binding("HorizontalPodAutoscaler", hpa.Name()))) is not null);

    /// <summary>The binding of what an autoscaler scales.</summary>
    public static NamespacedName Target(JsonObject hpa) =>
        new(hpa.Namespace(), KarmadaNames.Binding(hpa.Str("spec", "scaleTargetRef", "kind") ?? "", hpa.Str("spec", "scaleTargetRef", "name") ?? ""));
}
