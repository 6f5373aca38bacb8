using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Policies;

/// <summary>How exactly a policy's selector means an object (pkg/util/selector.go ResourceSelectorPriority).</summary>
public static class ResourceSelector
{
    public const int None = 0;
    public const int All = 1;
    public const int ByLabel = 2;
    public const int ByName = 3;

    /// <summary>The level at which one selector matches; a selector with a name does not look at labels.</summary>
    public static int Level(JsonObject selector, JsonObject o)
    {
        if (selector.Str("apiVersion") != o.Str("apiVersion") || selector.Str("kind") != o.Str("kind"))
            return None;
        if (selector.Str("namespace") is { Length: > 0 } ns && ns != (o.Namespace() ?? ""))
            return None;
        if (selector.Str("name") is { Length: > 0 } name)
            return name == o.Name() ? ByName : None;
        if (selector.Obj("labelSelector") is not { } labels)
            return All;
        return LabelSelector.From(labels).Matches(o.StringMap("metadata", "labels")) ? ByLabel : None;
    }

    /// <summary>The best level among a policy's selectors.</summary>
    public static int BestLevel(IEnumerable<JsonObject> selectors, JsonObject o) =>
        selectors.Select(s => Level(s, o)).DefaultIfEmpty(None).Max();
}
