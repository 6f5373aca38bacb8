using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Jobs;

/// <summary>Jobs that come from manifests, of any kind whose pods are known. All of them are read before anything is changed.</summary>
internal sealed class JobManifests(IReadOnlyList<(JsonObject Object, string Source)> manifests)
{
    public static JobManifests FromPaths(PSCmdlet cmdlet, IEnumerable<string> paths) => new([.. paths.SelectMany(path => new ManifestInput(cmdlet).FromPath(path))]);

    public static JobManifests FromObject(PSObject manifest) => new([.. ManifestInput.FromObject(manifest)]);

    /// <param name="ns">Instead of the manifests' namespaces; null for these.</param>
    /// <exception cref="ManifestException">One of them is no job that can be queued.</exception>
    public async Task<IReadOnlyList<(ApiResource Kind, JsonObject Template)>> ReadAsync(FederationConnection federation, string? ns, TimeSpan? limit, string? checkpoint, CancellationToken ct)
    {
        var jobs = new List<(ApiResource, JsonObject)>();
        foreach (var (manifest, source) in manifests)
        {
            var job = JobDocument.From(ResourceTemplate.From(manifest, source, ns ?? manifest.Namespace() ?? "default"), source, limit, checkpoint);
            jobs.Add((await federation.Resources.Kinds.GetAsync(job.Kind(), source, ct).ConfigureAwait(true), job));
        }
        return jobs;
    }
}
