using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Propagation;

/// <summary>What a template becomes on each cluster: without the server's own fields, with its share of the replicas, overridden (pkg/controllers/binding/common.go ensureWork).</summary>
internal sealed class ClusterManifests(JsonObject template, JsonObject binding, IReadOnlyDictionary<string, long?> targets)
{
    public JsonObject WorkFor(string cluster)
    {
        var manifest = ResourceInterpreter.Prune(template);
        if (binding.Int("spec", "replicas") > 0 && targets[cluster] is { } replicas)
            manifest = ResourceInterpreter.ReviseReplica(manifest, replicas);
        var marks = manifest.Ensure("metadata", "annotations");
        marks[KarmadaMarks.TemplateUid] = template.Uid();
        if (template.Int("metadata", "generation") is { } generation)
            marks[KarmadaMarks.TemplateGeneration] = generation.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return WorkDocument.For(binding, cluster, manifest, []);
    }
}
