using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>
/// Labels that a pod takes into a selector of others by their keys: matchLabelKeys and mismatchLabelKeys (validateMatchLabelKeysAndMismatchLabelKeys,
/// pkg/registry/core/pod mutatePodAffinity).
/// </summary>
internal static class LabelKeyRules
{
    public static void OfAffinity(JsonObject? term, FieldErrors errors, string path)
    {
        var selector = term.Obj("labelSelector");
        var (match, mismatch) = (term.Strings("matchLabelKeys").ToList(), term.Strings("mismatchLabelKeys").ToList());
        Keys(match, selector, errors, $"{path}.matchLabelKeys");
        Keys(mismatch, selector, errors, $"{path}.mismatchLabelKeys");
        Twice(selector, match, errors, path);
        for (var i = 0; i < match.Count; i++)
        {
            if (mismatch.Contains(match[i]))
                errors.Invalid($"{path}.matchLabelKeys[{i}]", match[i], "exists in both matchLabelKeys and mismatchLabelKeys");
        }
    }

    public static void OfSpread(JsonObject constraint, FieldErrors errors, string path)
    {
        var (keys, selector) = (constraint.Strings("matchLabelKeys").ToList(), constraint.Obj("labelSelector"));
        if (keys.Count == 0)
            return;
        if (selector is null)
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
        for (var i = 0; i < keys.Count; i++)
            errors.Each($"{path}[{i}]", keys[i], Names.QualifiedName(keys[i]));
        Twice(selector, keys, errors, path);
    }

    private static void Keys(List<string> keys, JsonObject? selector, FieldErrors errors, string path)
    {
        if (keys.Count > 0 && selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }
        for (var i = 0; i < keys.Count; i++)
            errors.Each($"{path}[{i}]", keys[i], Names.QualifiedName(keys[i]));
    }

    /// <summary>By now the server has added what the keys stand for; the same key once more is the client's.</summary>
    private static void Twice(JsonObject? selector, List<string> keys, FieldErrors errors, string path)
    {
        var seen = selector.StringMap("matchLabels").Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var expression in selector.Objects("matchExpressions"))
        {
            var key = expression.Str("key") ?? "";
            if (!seen.Add(key) && keys.LastIndexOf(key) is >= 0 and var i)
                errors.Invalid($"{path}[{i}]", key, "exists in both matchLabelKeys and labelSelector");
        }
    }

    /// <summary>Puts a new pod's own labels into its selectors.</summary>
    public static void Merge(JsonObject pod)
    {
        var labels = pod.StringMap("metadata", "labels");
        var affinity = pod.Obj("spec", "affinity");
        foreach (var kind in (string[])["podAffinity", "podAntiAffinity"])
        {
            var hard = affinity.Objects(kind, "requiredDuringSchedulingIgnoredDuringExecution");
            var soft = affinity.Objects(kind, "preferredDuringSchedulingIgnoredDuringExecution").Select(s => s.Obj("podAffinityTerm")).OfType<JsonObject>();
            foreach (var term in hard.Concat(soft))
            {
                Merge(term, "matchLabelKeys", "In", labels);
                Merge(term, "mismatchLabelKeys", "NotIn", labels);
            }
        }
        foreach (var constraint in pod.Objects("spec", "topologySpreadConstraints"))
            Merge(constraint, "matchLabelKeys", "In", labels);
    }

    private static void Merge(JsonObject term, string keys, string op, IReadOnlyDictionary<string, string> labels)
    {
        if (term.Obj("labelSelector") is not { } selector)
            return;
        foreach (var key in term.Strings(keys))
        {
            if (!labels.TryGetValue(key, out var value))
                continue;
            if (selector["matchExpressions"] is not JsonArray expressions)
                selector["matchExpressions"] = expressions = [];
            expressions.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = op, ["values"] = new JsonArray(value) });
        }
    }
}
