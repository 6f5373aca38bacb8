using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Federation;

namespace Geofed.Cmdlets.Deployments;

/// <summary>Reads Deployments from files and from PowerShell objects.</summary>
internal sealed class DeploymentInput(PSCmdlet cmdlet, string? ns, int? replicas, string? image)
{
    /// <exception cref="ManifestException">A file holds something else.</exception>
    /// <exception cref="GeofedErrorException">There is no such file.</exception>
    public IEnumerable<JsonObject> FromPath(string path) => new ManifestInput(cmdlet).FromPath(path).Select(m => Template(m.Object, m.Source));

    /// <exception cref="ManifestException">The object is something else.</exception>
    public IEnumerable<JsonObject> FromObject(PSObject input) => ManifestInput.FromObject(input).Select(m => Template(m.Object, m.Source));

    private JsonObject Template(JsonObject manifest, string source) => DeploymentTemplate.From(manifest, source, ns, replicas, image);
}
