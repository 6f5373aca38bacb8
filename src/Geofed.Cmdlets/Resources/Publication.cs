using System.Management.Automation;
using System.Text.Json.Nodes;
using Geofed.Cmdlets.Connections;
using Geofed.Federation;
using Geofed.Model;
using Geofed.Model.Ai;

namespace Geofed.Cmdlets.Resources;

/// <summary>One object that is to be published, and the policy that is to place it; null when it needs none.</summary>
internal sealed record Publication(ApiResource Kind, JsonObject Template, JsonObject? Policy)
{
    /// <summary>What manifests come to, in the order in which they are to be written. All of them are checked before anything is changed.</summary>
    /// <param name="ns">Instead of the manifests' namespaces.</param>
    /// <param name="policy">The policy that would place a template that needs one.</param>
    /// <exception cref="ManifestException">One of them cannot be published.</exception>
    public static async Task<IReadOnlyList<Publication>> PlanAsync(
        FederationConnection federation, IReadOnlyList<(JsonObject Object, string Source)> manifests, string? ns, Func<JsonObject, JsonObject?> policy, CancellationToken ct)
    {
        var plan = new PublicationPlan(manifests);
        var publications = new List<Publication>();
        // Served when the first one is written.
        federation.Resources.Kinds.Declare(DatasetApi.Definition);
        foreach (var (manifest, source) in plan.Ordered)
        {
            if (manifest.Kind() is { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" })
                federation.Resources.Kinds.Declare(manifest);
            var kind = await federation.Resources.Kinds.GetAsync(manifest.Kind(), source, ct).ConfigureAwait(true);
            var template = ResourceTemplate.From(manifest, source, kind.Namespaced ? ns ?? manifest.Namespace() ?? "default" : null);
            publications.Add(new(kind, template, plan.NeedsPolicy(template) ? policy(template) : null));
        }
        return publications;
    }

    public async Task<FederatedResource> WriteAsync(Cmdlet cmdlet, FederationConnection federation, CancellationToken ct)
    {
        if (Kind.Resource == DatasetApi.Datasets)
            await federation.Datasets.DefineAsync(ct).ConfigureAwait(true);
        var warnings = new ServerWarnings(cmdlet);
        var published = await federation.Resources.PublishAsync(Kind, Template, Policy, warnings.Add, ct).ConfigureAwait(true);
        warnings.Write();
        return published;
    }

    public override string ToString() => $"{Kind.Kind} {Template.Key()}";
}
