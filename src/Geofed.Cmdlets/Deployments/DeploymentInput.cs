using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Federation;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Reads Deployments from files and from PowerShell objects.</summary>
internal sealed class DeploymentInput(PSCmdlet cmdlet, string? ns, int? replicas, string? image)
{
    /// <exception cref="ManifestException">A file holds something else.</exception>
    /// <exception cref="GeofedErrorException">There is no such file.</exception>
    public IEnumerable<JsonObject> FromPath(string path)
    {
        foreach (var file in Files(path))
        {
            var objects = Manifest.Read(File.ReadAllText(file), file);
            for (var i = 0; i < objects.Count; i++)
                yield return Template(objects[i], objects.Count == 1 ? file : $"{file}, document {i + 1}");
        }
    }

    /// <exception cref="ManifestException">The object is something else.</exception>
    public IEnumerable<JsonObject> FromObject(PSObject input)
    {
        const string source = "The input";
        var objects = input.BaseObject is string text ? Manifest.Read(text, source) : Manifest.Open(PowerShellJson.From(input) ?? new JsonObject(), source);
        return objects.Select(o => Template(o, source));
    }

    private JsonObject Template(JsonObject manifest, string source) => DeploymentTemplate.From(manifest, source, ns, replicas, image);

    private IEnumerable<string> Files(string path)
    {
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name == "FileSystem" && files.Count > 0 ? files : throw GeofedErrors.PathNotFound(path);
        }
        catch (ItemNotFoundException)
        {
            throw GeofedErrors.PathNotFound(path);
        }
    }
}
