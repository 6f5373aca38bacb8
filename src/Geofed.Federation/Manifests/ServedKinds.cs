using System.Text.Json.Nodes;
using Geofed.Client;
using Geofed.Model;

namespace Geofed.Federation;

/// <summary>Which kinds a federation serves, and where: from its discovery, and from definitions that are about to be published.</summary>
public sealed class ServedKinds(IKubeApi api)
{
    private static readonly ResourceCollection Definitions = new(new("apiextensions.k8s.io", "v1", "customresourcedefinitions"));
    private readonly Dictionary<GroupVersionKind, ApiResource> _declared = [];
    private IReadOnlyList<ApiResource>? _served;

    /// <summary>Takes the kinds of a CustomResourceDefinition for served, as they will be.</summary>
    public void Declare(JsonObject definition)
    {
        foreach (var version in definition.Objects("spec", "versions").Where(v => v.Bool("served") == true))
        {
            var resource = new ApiResource(
                new(definition.Str("spec", "group") ?? "", version.Str("name") ?? "", definition.Str("spec", "names", "plural") ?? ""),
                definition.Str("spec", "names", "kind") ?? "",
                definition.Str("spec", "scope") == "Namespaced");
            _declared[resource.GroupVersionKind] = resource;
        }
    }

    /// <exception cref="ManifestException">The federation serves no such kind.</exception>
    public async Task<ApiResource> GetAsync(GroupVersionKind kind, string source, CancellationToken ct)
    {
        if (_declared.TryGetValue(kind, out var declared))
            return declared;
        var all = await AllAsync(ct).ConfigureAwait(false);
        return all.FirstOrDefault(r => r.GroupVersionKind == kind)
            ?? throw new ManifestException($"{source} is a {kind.Kind} ({kind.ApiVersion}), which the federation does not serve{Nearest(kind, all)}. Publish its CustomResourceDefinition with it, or first.");
    }

    /// <summary>The kind of that name in any group that is served, those of Kubernetes' own groups first; null when there is none.</summary>
    public async Task<ApiResource?> FindAsync(string kind, CancellationToken ct) => (await AllAsync(ct).ConfigureAwait(false))
        .Where(r => r.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase) || r.Resource.Resource.Equals(kind, StringComparison.OrdinalIgnoreCase))
        .OrderBy(r => r.Resource.Group.Contains('.', StringComparison.Ordinal) ? 1 : 0).FirstOrDefault();

    /// <summary>All kinds that can be listed.</summary>
    public async Task<IReadOnlyList<ApiResource>> AllAsync(CancellationToken ct) => _served ??= await api.DiscoverAsync(ct).ConfigureAwait(false);

    /// <summary>Waits until the kinds of a definition that has just been written are served.</summary>
    /// <exception cref="TimeoutException">They are not in time.</exception>
    public async Task UntilEstablishedAsync(JsonObject definition, TimeProvider time, TimeSpan timeout, CancellationToken ct)
    {
        var path = Definitions.Named(definition.Name());
        await using var follower = new ObjectFollower(api, [path], time, ct);
        var (_, done) = await follower.UntilAsync(
            token => api.FindAsync(path, token),
            d => d.Objects("status", "conditions").Any(c => c.Str("type") == "Established" && c.Str("status") == "True"), timeout, ct).ConfigureAwait(false);
        if (!done)
            throw new TimeoutException($"The federation does not serve what CustomResourceDefinition '{definition.Name()}' defines after {timeout.TotalSeconds:0.#} s.");
    }

    private static string Nearest(GroupVersionKind kind, IReadOnlyList<ApiResource> all)
    {
        var nearest = Suggestions.Nearest($"{kind.ApiVersion} {kind.Kind}", all.Select(r => $"{r.Resource.ApiVersion} {r.Kind}").Distinct());
        return nearest is null ? "" : $" (it does serve {nearest})";
    }
}
