using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;

namespace Geofed.Cmdlets.Placements;

/// <summary>The workloads that a forecast is about: what is published already, with its template as it is, or what manifests say.</summary>
internal sealed class ForecastInput(PSCmdlet cmdlet, FederationConnection federation, string? ns, CancellationToken ct)
{
    /// <exception cref="GeofedErrorException">There is no such kind, or nothing of that name.</exception>
    public async Task<(ApiResource Kind, JsonObject Template, bool Published)> PublishedAsync(string kindName, string name, string? of = null)
    {
        var kind = await federation.Resources.Kinds.FindAsync(kindName, ct)
            ?? throw GeofedErrors.UnknownKind(kindName, federation.Name, Suggestions.Nearest(kindName, (await federation.Resources.Kinds.AllAsync(ct)).Select(k => k.Kind)));
        var place = kind.Namespaced ? of ?? ns ?? "default" : null;
        var template = await federation.Api.FindAsync(kind.In(place).Named(name), ct);
        if (template is null)
        {
            var others = await federation.Api.ListAsync(kind.In(place), ListOptions.All, ct);
            throw GeofedErrors.ResourceNotFound(name, $"and the kind {kind.Kind}{(place is null ? "" : $" in namespace '{place}'")}", federation.Name, Suggestions.Nearest(name, others.Items.Select(o => o.Name())));
        }
        return (kind, ResourceTemplate.From(template, name, place), true);
    }

    public async Task<IReadOnlyList<(ApiResource Kind, JsonObject Template, bool Published)>> FromPathsAsync(string[] paths) =>
        await FromManifestsAsync(paths.SelectMany(path => new ManifestInput(cmdlet).FromPath(path)));

    public async Task<IReadOnlyList<(ApiResource Kind, JsonObject Template, bool Published)>> FromObjectAsync(PSObject input) => input.BaseObject switch
    {
        FederatedDeployment deployment => [await PublishedAsync("Deployment", deployment.Name, deployment.Namespace)],
        FederatedResource resource => [await PublishedAsync(resource.Kind, resource.Name, resource.Namespace)],
        _ => await FromManifestsAsync(ManifestInput.FromObject(input)),
    };

    private async Task<IReadOnlyList<(ApiResource Kind, JsonObject Template, bool Published)>> FromManifestsAsync(IEnumerable<(JsonObject Object, string Source)> manifests)
    {
        var workloads = new List<(ApiResource, JsonObject, bool)>();
        foreach (var (manifest, source) in manifests.Where(m => FederatedResources.IsPlaced(m.Object)))
        {
            var kind = await federation.Resources.Kinds.GetAsync(manifest.Kind(), source, ct);
            workloads.Add((kind, ResourceTemplate.From(manifest, source, kind.Namespaced ? ns ?? manifest.Namespace() ?? "default" : null), false));
        }
        return workloads;
    }
}
