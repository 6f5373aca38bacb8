using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane;

/// <summary>CustomResourceDefinitions and what discovery says of them.</summary>
internal static class DefinedKinds
{
    /// <summary>Whether every version that a definition serves is among the resources.</summary>
    public static bool AreServed(JsonObject definition, IReadOnlyList<ApiResource> resources) => definition.Objects("spec", "versions")
        .Where(version => version.Bool("served") == true)
        .All(version => resources.Any(r => r.Kind == definition.Str("spec", "names", "kind")
            && r.Resource == new GroupVersionResource(definition.Str("spec", "group") ?? "", version.Str("name") ?? "", definition.Str("spec", "names", "plural") ?? "")));
}
