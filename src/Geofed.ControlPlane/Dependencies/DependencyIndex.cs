using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Geofed.ControlPlane.Detector;
using Geofed.Model;
using Geofed.Placement.Interpretation;

namespace Geofed.ControlPlane.Dependencies;

/// <summary>Which objects each binding's workload needs beside it.</summary>
internal sealed class DependencyIndex
{
    private readonly ConcurrentDictionary<NamespacedName, IReadOnlyList<ObjectDependency>> _byBinding = new();

    /// <summary>Takes what a binding needs now; returns what it needed before.</summary>
    public IReadOnlyList<ObjectDependency> Set(NamespacedName binding, IReadOnlyList<ObjectDependency> needs)
    {
        var before = _byBinding.GetValueOrDefault(binding) ?? [];
        if (needs.Count > 0)
            _byBinding[binding] = needs;
        else
            _byBinding.TryRemove(binding, out _);
        return before;
    }

    /// <summary>The bindings that need an object.</summary>
    public IEnumerable<NamespacedName> Needing(TemplateKey key, JsonObject? o) =>
        _byBinding.Where(entry => entry.Value.Any(needed => Means(needed, key, o))).Select(entry => entry.Key);

    public static bool Means(ObjectDependency needed, TemplateKey key, JsonObject? o) =>
        needed.Kind == key.Kind.Kind && needed.ApiVersion == key.Kind.ApiVersion && needed.Namespace == key.Name.Namespace
        && (needed.Name is { } name ? name == key.Name.Name
            : needed.LabelSelector is { } labels && o is not null && LabelSelector.From(labels).Matches(o.StringMap("metadata", "labels")));
}
