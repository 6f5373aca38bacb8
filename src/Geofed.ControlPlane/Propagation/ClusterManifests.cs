using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Division;
using Geofed.Placement.Interpretation;
using Geofed.Placement.Queueing;

namespace Geofed.ControlPlane.Propagation;

/// <summary>What a template becomes on each cluster: without the server's own fields, with its share of replicas and completions (pkg/controllers/binding/common.go ensureWork).</summary>
internal sealed class ClusterManifests(JsonObject template, JsonObject binding, IReadOnlyDictionary<string, long?> targets)
{
    private readonly Dictionary<string, long> _completions = Completions(template, binding, targets);

    /// <exception cref="Geofed.Placement.Overriding.OverrideException">An override that applies cannot be carried out.</exception>
    public JsonObject WorkFor(string cluster, JsonObject member, ControlPlaneCaches caches)
    {
        var manifest = ResourceInterpreter.Prune(template);
        if (IsDivided(binding) && targets[cluster] is { } replicas)
            manifest = ResourceInterpreter.ReviseReplica(manifest, replicas);
        if (_completions.TryGetValue(cluster, out var completions))
            manifest.Ensure("spec")["completions"] = completions;
        if (Autoscaled.Is(template, caches))
            manifest.Ensure("metadata", "labels")[KarmadaMarks.RetainReplicas] = "true";
        (manifest, var overrides) = AppliedOverrides.Of(manifest, member, caches);
        var marks = manifest.Ensure("metadata", "annotations");
        marks[KarmadaMarks.TemplateUid] = template.Uid();
        marks[KarmadaMarks.TemplateGeneration] = (template.Int("metadata", "generation") ?? 0).ToString(CultureInfo.InvariantCulture);
        JobLease.Apply(manifest, binding, template);
        return WorkDocument.For(binding, cluster, manifest, overrides);
    }

    private static bool IsDivided(JsonObject binding) =>
        binding.Int("spec", "replicas") > 0 && binding.Str("spec", "placement", "replicaScheduling", "replicaSchedulingType") == "Divided";

    /// <summary>A Job that is divided is done when its parts together are.</summary>
    private static Dictionary<string, long> Completions(JsonObject template, JsonObject binding, IReadOnlyDictionary<string, long?> targets)
    {
        if (template.Kind() != new GroupVersionKind("batch", "v1", "Job") || !IsDivided(binding) || template.Int("spec", "completions") is not { } all)
            return [];
        return Webster.Divide(all, targets.Select(t => (t.Key, t.Value ?? 0)), template.Uid()).ToDictionary(part => part.Name, part => part.Seats);
    }
}
