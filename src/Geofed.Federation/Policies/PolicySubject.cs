using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>A policy's name and place, and what it is about.</summary>
/// <param name="Namespace">Null for a policy that is about all namespaces.</param>
public sealed record PolicySubject(string Name, string? Namespace, IReadOnlyList<ApiResource> Kinds)
{
    /// <summary>Only objects of these names; all when empty.</summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>Only objects with these labels; all when empty.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    internal JsonObject Metadata()
    {
        var metadata = new JsonObject { ["name"] = Name };
        if (Namespace is not null)
            metadata["namespace"] = Namespace;
        return metadata;
    }

    internal JsonArray Selectors() => new([.. Kinds.SelectMany(kind => ResourceNames.Count == 0 ? [Selector(kind, null)] : ResourceNames.Select(name => Selector(kind, name)))]);

    private JsonObject Selector(ApiResource kind, string? name)
    {
        var selector = new JsonObject { ["apiVersion"] = kind.Resource.ApiVersion, ["kind"] = kind.Kind };
        if (name is not null)
            selector["name"] = name;
        if (Labels.Count > 0)
            selector["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject(Labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value))) };
        return selector;
    }

    /// <summary>"Deployment/serve", "ConfigMap/*", "Deployment/* (tier=gold)".</summary>
    internal static string Show(JsonObject selector)
    {
        var labels = string.Join(",", selector.StringMap("labelSelector", "matchLabels").Select(l => $"{l.Key}={l.Value}"));
        return $"{selector.Str("kind")}/{selector.Str("name") ?? "*"}{(labels.Length > 0 ? $" ({labels})" : "")}";
    }
}
