using System.Text.Json.Nodes;
using Geofed.Model;
using Geofed.Model.Karmada;

namespace Geofed.Federation;

/// <summary>Writes OverridePolicies (Karmada pkg/apis/policy/v1alpha1). Pure.</summary>
public static class OverrideDocument
{
    /// <exception cref="FormatException">A field's path is none.</exception>
    public static JsonObject From(PolicySubject subject, OverrideRequest request)
    {
        var rule = new JsonObject { ["overriders"] = Overriders(request) };
        if (PropagationPolicy.Affinity(new() { Clusters = request.Clusters, Regions = request.Regions }) is { Count: > 0 } target)
            rule["targetCluster"] = target;
        return new()
        {
            ["apiVersion"] = KarmadaApi.OverridePolicies.ApiVersion,
            ["kind"] = subject.Namespace is null ? "ClusterOverridePolicy" : "OverridePolicy",
            ["metadata"] = subject.Metadata(),
            ["spec"] = new JsonObject { ["resourceSelectors"] = subject.Selectors(), ["overrideRules"] = new JsonArray(rule) },
        };
    }

    private static JsonObject Overriders(OverrideRequest request)
    {
        var images = new[] { ("Registry", request.ImageRegistry), ("Repository", request.ImageRepository), ("Tag", request.ImageTag) }.Where(i => i.Item2 is not null)
            .Select(i => new JsonObject { ["component"] = i.Item1, ["operator"] = "replace", ["value"] = i.Item2 });
        var overriders = new JsonObject();
        Add(overriders, "imageOverrider", images);
        Add(overriders, "labelsOverrider", Metadata(request.Labels));
        Add(overriders, "annotationsOverrider", Metadata(request.Annotations));
        Add(overriders, "plaintext", request.Fields.Select(f => Operation(f.Key, f.Value)));
        return overriders;
    }

    private static void Add(JsonObject overriders, string name, IEnumerable<JsonObject> entries)
    {
        var array = new JsonArray([.. entries]);
        if (array.Count > 0)
            overriders[name] = array;
    }

    private static IEnumerable<JsonObject> Metadata(IReadOnlyDictionary<string, string?> entries)
    {
        foreach (var removed in new[] { false, true })
        {
            var some = entries.Where(e => e.Value is null == removed).ToList();
            if (some.Count > 0)
                yield return new() { ["operator"] = removed ? "remove" : "add", ["value"] = new JsonObject(some.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)(e.Value ?? "")))) };
        }
    }

    /// <summary>An operation of a JSON patch: "add" also sets a field that is there, but would insert into a list.</summary>
    private static JsonObject Operation(string path, JsonNode? value)
    {
        if (!path.StartsWith('/'))
            throw new FormatException($"'{path}' is no path to a field. Write it like /spec/template/spec/nodeSelector.");
        var isItem = path[(path.LastIndexOf('/') + 1)..].All(char.IsAsciiDigit);
        var operation = new JsonObject { ["path"] = path, ["operator"] = value is null ? "remove" : isItem ? "replace" : "add" };
        if (value is not null)
            operation["value"] = value.DeepClone();
        return operation;
    }
}
