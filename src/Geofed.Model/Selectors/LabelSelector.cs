using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>A metav1.LabelSelector: all of its requirements must hold. An empty one matches everything.</summary>
public sealed record LabelSelector(IReadOnlyList<LabelRequirement> Requirements)
{
    public static readonly LabelSelector Everything = new([]);

    /// <summary>Reads <c>matchLabels</c> and <c>matchExpressions</c>. Null matches nothing by Kubernetes' rule, so it is refused here.</summary>
    public static LabelSelector From(JsonNode selector)
    {
        var requirements = selector.StringMap("matchLabels")
            .Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value]))
            .Concat(selector.Objects("matchExpressions").Select(LabelRequirement.From));
        return new([.. requirements]);
    }

    /// <summary>A selector of exact labels, as in a Service's <c>spec.selector</c>.</summary>
    public static LabelSelector FromMap(IReadOnlyDictionary<string, string> labels) =>
        new([.. labels.Select(pair => new LabelRequirement(pair.Key, LabelOperator.In, [pair.Value]))]);

    public bool Matches(IReadOnlyDictionary<string, string> labels) => Requirements.All(r => r.Matches(labels));
}

/// <summary>One requirement on one label.</summary>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <exception cref="FormatException">The operator is not one of Kubernetes'.</exception>
    public static LabelRequirement From(JsonNode expression) => new(
        expression.Str("key") ?? "",
        expression.Str("operator") switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            "Gt" => LabelOperator.Gt,
            "Lt" => LabelOperator.Lt,
            var other => throw new FormatException($"\"{other}\" is not a valid label selector operator"),
        },
        [.. expression.Strings("values")]);

    /// <summary>NotIn also holds for an object without the label (apimachinery pkg/labels/selector.go).</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => has && Values.Contains(value),
            LabelOperator.NotIn => !has || !Values.Contains(value),
            LabelOperator.Exists => has,
            LabelOperator.DoesNotExist => !has,
            LabelOperator.Gt => has && long.TryParse(value, out var l) && Values.Count == 1 && long.TryParse(Values[0], out var r) && l > r,
            _ => has && long.TryParse(value, out var l) && Values.Count == 1 && long.TryParse(Values[0], out var r) && l < r,
        };
    }
}

/// <summary>Gt and Lt stand in node affinity only.</summary>
public enum LabelOperator { In, NotIn, Exists, DoesNotExist, Gt, Lt }
