using System.Text.Json.Nodes;
using Geofed.ControlPlane.Propagation;
using Geofed.Model;
using Geofed.Model.Autoscaling;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Autoscaling;

/// <summary>The template that a FederatedHPA scales, and where the scheduler has it run.</summary>
/// <param name="Scale">Its scale subresource; the path is the same on the members.</param>
/// <param name="Clusters">The clusters with their replicas.</param>
/// <param name="Copies">How often its replicas are there: where they are not divided, each cluster has them all.</param>
internal sealed record ScaledTemplate(ResourcePath Scale, JsonObject? PodTemplate, IReadOnlyList<(string Cluster, int Replicas)> Clusters, int Copies)
{
    public static (string? Namespace, string Kind, string Name) Key(JsonObject autoscaler) =>
        (autoscaler.Namespace(), autoscaler.Str("spec", "scaleTargetRef", "kind") ?? "", autoscaler.Str("spec", "scaleTargetRef", "name") ?? "");

    /// <summary>The target; or what the autoscaler has to say of its absence.</summary>
    public static (ScaledTemplate? Target, AutoscalerCondition? Problem) Find(JsonObject autoscaler, ControlPlaneCaches caches)
    {
        var (ns, kindName, name) = Key(autoscaler);
        var kind = GroupVersionKind.From(autoscaler.Str("spec", "scaleTargetRef", "apiVersion") ?? "", kindName);
        if (caches.Templates.Resource(kind) is not { } resource || !resource.Subresources.Contains("scale"))
            return Unable("FailedGetScale", "target's current scale", $"{kind} has no scale here");
        if (caches.Templates.Get(kind, new(ns, name)) is not { } template || template.IsDeleting())
            return Unable("FailedGetScaleTargetRef", "target reference object", $"{resource.Resource.GroupResource} \"{name}\" not found");
        if (Rival(autoscaler, template, caches) is { } rival)
            return (null, new("ScalingActive", false, "AmbiguousSelector", rival));
        if (caches.Binding(new(ns, KarmadaNames.Binding(kindName, name))) is not { } binding || binding.Str("spec", "resource", "uid") != template.Uid())
            return Unable("FailedGetBinding", "binding by scaleTargetRef", $"no policy propagates {kindName} \"{name}\" yet");
        var clusters = binding.Objects("spec", "clusters").Select(c => (c.Str("name") ?? "", (int)(c.Int("replicas") ?? 0))).ToList();
        if (clusters.Count == 0)
            return Unable("FailedGetTargetClusters", "target clusters from binding", "binding has no schedulable clusters");
        var divided = binding.Str("spec", "placement", "replicaScheduling", "replicaSchedulingType") == "Divided";
        return (new(resource.In(ns).Named(name, "scale"), template.Obj("spec", "template"), clusters, divided ? 1 : clusters.Count), null);
    }

    private static (ScaledTemplate?, AutoscalerCondition) Unable(string reason, string what, string why) =>
        (null, new("AbleToScale", false, reason, $"the HPA controller was unable to get the {what}: {why}"));

    /// <summary>Two that set the same number would each undo what the other does.</summary>
    private static string? Rival(JsonObject autoscaler, JsonObject template, ControlPlaneCaches caches)
    {
        var others = caches.Autoscalers.List(autoscaler.Namespace()).Where(other => other.Uid() != autoscaler.Uid() && !other.IsDeleting() && Key(other) == Key(autoscaler)).Select(other => other.Name()).Order(StringComparer.Ordinal).ToList();
        return others.Count > 0 ? $"{template.Str("kind")} \"{template.Name()}\" is controlled by multiple FederatedHPAs: {string.Join(", ", others)} as well"
            : Autoscaled.Is(template, caches) ? $"{template.Str("kind")} \"{template.Name()}\" is scaled in each cluster by a HorizontalPodAutoscaler that is propagated with it"
            : null;
    }
}
