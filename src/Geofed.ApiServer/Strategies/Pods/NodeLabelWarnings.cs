using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Pods;

/// <summary>Labels of nodes that go by another name now (pkg/api/node/util.go), and constraints that match nothing.</summary>
internal static class NodeLabelWarnings
{
    private static readonly Dictionary<string, string> Deprecated = new(StringComparer.Ordinal)
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
    };

    public static IEnumerable<string> Of(JsonObject spec, string path)
    {
        foreach (var (key, _) in spec.StringMap("nodeSelector"))
        {
            if (Deprecated.TryGetValue(key, out var text))
                yield return $"{path}.nodeSelector[{key}]: {text}";
        }
        var affinity = spec.Obj("affinity", "nodeAffinity");
        const string hard = "requiredDuringSchedulingIgnoredDuringExecution", soft = "preferredDuringSchedulingIgnoredDuringExecution";
        var terms = affinity.Objects(hard, "nodeSelectorTerms").Select((t, i) => (Term: t, Path: $"{path}.affinity.nodeAffinity.{hard}.nodeSelectorTerms[{i}]", IsHard: true))
            .Concat(affinity.Objects(soft).Select((t, i) => (Term: t.Obj("preference") ?? [], Path: $"{path}.affinity.nodeAffinity.{soft}[{i}].preference", IsHard: false)));
        foreach (var warning in terms.SelectMany(t => OfTerm(t.Term, t.Path, t.IsHard)))
            yield return warning;
        var j = 0;
        foreach (var constraint in spec.Objects("topologySpreadConstraints"))
        {
            var at = $"{path}.topologySpreadConstraints[{j++}]";
            if (Deprecated.TryGetValue(constraint.Str("topologyKey") ?? "", out var text))
                yield return $"{at}.topologyKey: {constraint.Str("topologyKey")} is {text}";
            if (constraint["labelSelector"] is null)
                yield return $"{at}.labelSelector: a null labelSelector results in matching no pod";
        }
    }

    public static IEnumerable<string> OfKey(string key, string path) => Deprecated.TryGetValue(key, out var text) ? [$"{path}: {key} is {text}"] : [];

    public static IEnumerable<string> OfTerm(JsonObject term, string path, bool isHard)
    {
        var i = 0;
        foreach (var expression in term.Objects("matchExpressions"))
        {
            var at = $"{path}.matchExpressions[{i++}]";
            if (Deprecated.TryGetValue(expression.Str("key") ?? "", out var text))
                yield return $"{at}.key: {expression.Str("key")} is {text}";
            var j = 0;
            foreach (var value in expression.Strings("values"))
            {
                foreach (var wrong in isHard ? [] : Names.LabelValue(value))
                    yield return $"{at}.values[{j}]: {value} is invalid, {wrong}";
                j++;
            }
        }
    }
}
