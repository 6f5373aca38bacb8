using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>What of a manifest is a template: all that its author wrote, and nothing that a server wrote. Pure.</summary>
public static class ResourceTemplate
{
    private static readonly string[] SetByServer = ["managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink", "ownerReferences"];

    /// <param name="ns">The namespace it goes to; null when its kind has none.</param>
    /// <exception cref="ManifestException">It has no name.</exception>
    public static JsonObject From(JsonObject manifest, string source, string? ns)
    {
        if (manifest.Name().Length == 0)
            throw new ManifestException($"{source} has no metadata.name.");
        var template = manifest.Copy();
        template.Remove("status");
        var metadata = template.Ensure("metadata");
        foreach (var field in SetByServer)
            metadata.Remove(field);
        if (ns is null)
            metadata.Remove("namespace");
        else
            metadata["namespace"] = ns;
        return template;
    }
}
