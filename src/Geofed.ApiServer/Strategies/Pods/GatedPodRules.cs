using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>A pod that is not to be scheduled yet may be told more narrowly where to run (validateNodeSelectorMutation, validateNodeAffinityMutation).</summary>
internal static class GatedPodRules
{
    private static readonly string[] Hard = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];

    /// <summary>Puts back in <paramref name="spec"/> what may change, and says when it changed otherwise than it may.</summary>
    public static void Validate(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        var selector = spec.StringMap("nodeSelector");
        if (before.StringMap("nodeSelector").Any(b => selector.GetValueOrDefault(b.Key) != b.Value))
            errors.Invalid("spec.nodeSelector", spec["nodeSelector"].Copy(), "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        if (!JsonNavigation.Same(spec.At("affinity", "nodeAffinity"), before.At("affinity", "nodeAffinity")))
            Affinity(spec, before, errors);
        PutBack(spec, before, "nodeSelector");
        if (before.Obj("affinity") is { } affinity)
            PutBack(spec.Ensure("affinity"), affinity, "nodeAffinity");
        else if (spec.Obj("affinity") is { } added)
        {
            added.Remove("nodeAffinity");
            if (added.Count == 0)
                spec.Remove("affinity");
        }
    }

    private static void Affinity(JsonObject spec, JsonObject before, FieldErrors errors)
    {
        var path = $"spec.{string.Join('.', Hard)}";
        var (old, now) = (before.Objects(Hard).ToList(), spec.Objects(Hard).ToList());
        if (old.Count == 0)
            return;
        if (old.Count != now.Count)
        {
            errors.Invalid(path, spec.At(Hard).Copy(), "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }
        for (var i = 0; i < old.Count; i++)
        {
            if (!OnlyAdds(now[i], old[i]))
                errors.Invalid($"{path}[{i}]", GoText.Struct(now[i], ("MatchExpressions", "matchExpressions"), ("MatchFields", "matchFields")), "only additions are allowed (no mutations or deletions)");
        }
    }

    private static bool OnlyAdds(JsonObject now, JsonObject old)
    {
        static List<JsonObject> List(JsonObject term, string key) => [.. term.Objects(key)];
        // A term without requirements matches nothing; one more would make it match.
        if (List(old, "matchExpressions").Count == 0 && List(old, "matchFields").Count == 0)
            return List(now, "matchExpressions").Count == 0 && List(now, "matchFields").Count == 0;
        return ((string[])["matchExpressions", "matchFields"]).All(key =>
            List(now, key).Count >= List(old, key).Count && List(old, key).Zip(List(now, key)).All(pair => JsonNavigation.Same(pair.First, pair.Second)));
    }

    private static void PutBack(JsonObject part, JsonObject before, string key)
    {
        if (before[key] is { } value)
            part[key] = value.DeepClone();
        else
            part.Remove(key);
    }
}
