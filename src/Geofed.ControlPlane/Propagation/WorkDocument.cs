using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.ControlPlane.Propagation;

/// <summary>The Work that carries one manifest to one cluster (pkg/controllers/ctrlutil/work.go, pkg/controllers/binding/common.go).</summary>
internal static class WorkDocument
{
    /// <param name="annotations">What the Work says besides where it comes from.</param>
    public static JsonObject For(JsonObject binding, string cluster, JsonObject manifest, JsonObject annotations)
    {
        var ns = binding.Namespace();
        var name = KarmadaNames.Work(manifest.Str("kind")!, manifest.Name(), manifest.Namespace());
        var idLabel = ns is null ? KarmadaMarks.ClusterBindingId : KarmadaMarks.BindingId;
        var marks = new JsonObject();
        if (ns is null)
            marks[KarmadaMarks.ClusterBindingName] = binding.Name();
        else
        {
            marks[KarmadaMarks.BindingNamespace] = ns;
            marks[KarmadaMarks.BindingName] = binding.Name();
        }
        Mark(manifest, cluster, name, marks);
        manifest.Ensure("metadata", "annotations")[KarmadaMarks.ConflictResolution] = binding.Str("spec", "conflictResolution") ?? "Abort";
        var work = Document(cluster, name, manifest);
        work.Ensure("metadata", "labels")[idLabel] = binding.Label(idLabel) ?? binding.Uid();
        foreach (var (key, value) in marks.Concat(annotations))
            work.Ensure("metadata", "annotations")[key] = value?.DeepClone();
        var spec = work.Ensure("spec");
        if (BindingTargets.IsSuspended(binding, cluster))
            spec["suspendDispatching"] = true;
        if (binding.Bool("spec", "preserveResourcesOnDeletion") == true)
            spec["preserveResourcesOnDeletion"] = true;
        return work;
    }

    /// <summary>A Work that belongs to no binding, as that of a namespace.</summary>
    public static JsonObject Standalone(string cluster, JsonObject manifest)
    {
        var name = KarmadaNames.Work(manifest.Str("kind")!, manifest.Name(), manifest.Namespace());
        Mark(manifest, cluster, name, []);
        return Document(cluster, name, manifest);
    }

    /// <summary>Whether a Work already says this.</summary>
    public static bool Holds(JsonObject wanted, JsonObject work) =>
        JsonNavigation.Same(wanted.At("spec"), work.At("spec"))
        && wanted.StringMap("metadata", "labels").All(l => work.Label(l.Key) == l.Value)
        && wanted.StringMap("metadata", "annotations").All(a => work.Annotation(a.Key) == a.Value)
        && Overridden.All(a => work.Annotation(a) == wanted.Annotation(a));

    /// <summary>Gone when no override applies any more.</summary>
    private static readonly string[] Overridden = [KarmadaMarks.AppliedOverrides, KarmadaMarks.AppliedClusterOverrides];

    /// <summary>Makes a Work say what is wanted; what others wrote into its metadata stays.</summary>
    public static JsonObject Update(JsonObject wanted, JsonObject work)
    {
        var update = work.Copy();
        update["spec"] = wanted.At("spec")?.DeepClone();
        foreach (var gone in Overridden)
            update.Obj("metadata", "annotations")?.Remove(gone);
        foreach (var part in new[] { "labels", "annotations" })
        {
            foreach (var (key, value) in wanted.Obj("metadata", part) ?? [])
                update.Ensure("metadata", part)[key] = value?.DeepClone();
        }
        return update;
    }

    /// <summary>A Work of which nothing is known yet but what it holds.</summary>
    public static JsonObject Bare(string cluster, string name, JsonObject manifest) => new()
    {
        ["apiVersion"] = "work.karmada.io/v1alpha1",
        ["kind"] = "Work",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = KarmadaNames.ExecutionNamespace(cluster) },
        ["spec"] = new JsonObject { ["workload"] = new JsonObject { ["manifests"] = new JsonArray(manifest) } },
    };

    private static JsonObject Document(string cluster, string name, JsonObject manifest)
    {
        var work = Bare(cluster, name, manifest);
        work.Ensure("metadata")["finalizers"] = new JsonArray(KarmadaMarks.WorkFinalizer);
        return work;
    }

    /// <summary>What the member's object says of where it comes from.</summary>
    private static void Mark(JsonObject manifest, string cluster, string work, JsonObject annotations)
    {
        manifest.Ensure("metadata", "labels")[KarmadaMarks.Managed] = "true";
        var marks = manifest.Ensure("metadata", "annotations");
        foreach (var (key, value) in annotations)
            marks[key] = value?.DeepClone();
        marks[KarmadaMarks.WorkNamespace] = KarmadaNames.ExecutionNamespace(cluster);
        marks[KarmadaMarks.WorkName] = work;
        marks[KarmadaMarks.ManagedAnnotations] = Keys(marks, KarmadaMarks.ManagedAnnotations, KarmadaMarks.ManagedLabels);
        marks[KarmadaMarks.ManagedLabels] = Keys(manifest.Ensure("metadata", "labels"));
    }

    private static string Keys(JsonObject map, params string[] also) =>
        string.Join(',', map.Select(pair => pair.Key).Union(also).Order(StringComparer.Ordinal));
}
