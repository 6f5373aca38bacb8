using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Interpretation;

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
        marks[KarmadaMarks.ConflictResolution] = Conflicts(manifest, binding);
        Mark(manifest, KarmadaNames.ExecutionNamespace(cluster), name, marks);
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

    /// <summary>What its template says of objects that are there already goes before what its policy says (pkg/controllers/binding/common.go mergeConflictResolution).</summary>
    private static string Conflicts(JsonObject manifest, JsonObject binding) => manifest.Annotation(KarmadaMarks.ConflictResolution) switch
    {
        KarmadaMarks.Overwrite or KarmadaMarks.Abort => manifest.Annotation(KarmadaMarks.ConflictResolution)!,
        _ => binding.Str("spec", "conflictResolution") == "Overwrite" ? KarmadaMarks.Overwrite : KarmadaMarks.Abort,
    };

    /// <summary>A Work that belongs to no binding, as that of a namespace.</summary>
    public static JsonObject Standalone(string cluster, JsonObject manifest)
    {
        var name = KarmadaNames.Work(manifest.Str("kind")!, manifest.Name(), manifest.Namespace());
        Mark(manifest, KarmadaNames.ExecutionNamespace(cluster), name, []);
        return Document(cluster, name, manifest);
    }

    /// <summary>
    /// Makes of a Work that somebody wrote by hand one that can be carried: its manifests without what only their server knows (Karmada's webhook for Works), and
    /// marked as its own, so that what a member has already is not taken for it, and what becomes of it there is seen. A Work of the control plane's stays as it is.
    /// </summary>
    public static void Complete(JsonObject work)
    {
        var marks = new JsonObject();
        if (work.Annotation(KarmadaMarks.ConflictResolution) is { } conflicts)
            marks[KarmadaMarks.ConflictResolution] = conflicts;
        var manifests = work.Arr("spec", "workload", "manifests");
        for (var i = 0; i < manifests?.Count; i++)
        {
            if (manifests[i] is not JsonObject manifest)
                continue;
            manifests[i] = manifest = ResourceInterpreter.Prune(manifest);
            // Without a template there is no generation, which a status is read with.
            if (manifest.Annotation(KarmadaMarks.WorkName) is null)
                manifest.Ensure("metadata", "annotations").TryAdd(KarmadaMarks.TemplateGeneration, "0");
            Mark(manifest, work.Namespace(), work.Name(), marks);
        }
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
    private static void Mark(JsonObject manifest, string? ns, string work, JsonObject annotations)
    {
        manifest.Ensure("metadata", "labels")[KarmadaMarks.Managed] = "true";
        var marks = manifest.Ensure("metadata", "annotations");
        foreach (var (key, value) in annotations)
            marks[key] = value?.DeepClone();
        marks[KarmadaMarks.WorkNamespace] = ns;
        marks[KarmadaMarks.WorkName] = work;
        marks[KarmadaMarks.ManagedAnnotations] = Keys(marks, KarmadaMarks.ManagedAnnotations, KarmadaMarks.ManagedLabels);
        marks[KarmadaMarks.ManagedLabels] = Keys(manifest.Ensure("metadata", "labels"));
    }

    private static string Keys(JsonObject map, params string[] also) =>
        string.Join(',', map.Select(pair => pair.Key).Union(also).Order(StringComparer.Ordinal));
}
