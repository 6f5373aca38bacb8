using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>Finds the Works of a binding, and the binding of a Work. A Work's name follows from the template's.</summary>
internal static class BindingWorks
{
    public static JsonObject? Find(ControlPlaneCaches caches, JsonObject binding, string cluster)
    {
        var reference = binding.Obj("spec", "resource");
        var name = KarmadaNames.Work(reference.Str("kind") ?? "", reference.Str("name") ?? "", reference.Str("namespace"));
        return caches.Work(cluster, name) is { } work && BindingOf(work) == binding.Key() ? work : null;
    }

    /// <summary>Its Works in all clusters, by cluster.</summary>
    public static IEnumerable<(string Cluster, JsonObject Work)> All(ControlPlaneCaches caches, JsonObject binding)
    {
        foreach (var cluster in caches.Clusters.List().Select(c => c.Name()).Order(StringComparer.Ordinal))
        {
            if (Find(caches, binding, cluster) is { } work)
                yield return (cluster, work);
        }
    }

    public static NamespacedName? BindingOf(JsonObject work)
    {
        if (work.Annotation(KarmadaMarks.BindingName) is { } name)
            return new(work.Annotation(KarmadaMarks.BindingNamespace), name);
        return work.Annotation(KarmadaMarks.ClusterBindingName) is { } cluster ? new(null, cluster) : null;
    }
}
