using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Client;

/// <summary>Reads what an API serves: from the aggregated documents (two requests), or from one document a group version where a server has none.</summary>
internal sealed class DiscoveryReader(Func<string, string, CancellationToken, Task<JsonObject>> get)
{
    private const string Plain = "application/json";
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    public async Task<IReadOnlyList<ApiResource>> ReadAsync(CancellationToken ct)
    {
        var core = get("/api", Aggregated, ct);
        var groups = get("/apis", Aggregated, ct);
        var resources = new List<ApiResource>();
        foreach (var document in await Task.WhenAll(core, groups).ConfigureAwait(false))
        {
            if (document.Str("kind") == "APIGroupDiscoveryList")
                resources.AddRange(document.Objects("items").SelectMany(Group));
            else
                resources.AddRange(await LegacyAsync(document, ct).ConfigureAwait(false));
        }
        return resources;
    }

    private static IEnumerable<ApiResource> Group(JsonObject group) =>
        from version in @group.Objects("versions")
        from resource in version.Objects("resources")
        select new ApiResource(
            new(@group.Name(), version.Str("version") ?? "", resource.Str("resource") ?? ""),
            resource.Str("responseKind", "kind") ?? "",
            resource.Str("scope") == "Namespaced")
        {
            Singular = resource.Str("singularResource") ?? "",
            ShortNames = [.. resource.Strings("shortNames")],
            Categories = [.. resource.Strings("categories")],
            Verbs = [.. resource.Strings("verbs")],
            Subresources = [.. resource.Objects("subresources").Select(s => s.Str("subresource") ?? "")],
        };

    /// <summary>APIVersions (core) lists versions; APIGroupList lists groups with theirs.</summary>
    private async Task<IEnumerable<ApiResource>> LegacyAsync(JsonObject document, CancellationToken ct)
    {
        var paths = document.Strings("versions").Select(v => (Group: "", Version: v, Path: $"/api/{v}"))
            .Concat(from g in document.Objects("groups")
                    from v in g.Objects("versions")
                    select (Group: g.Str("name") ?? "", Version: v.Str("version") ?? "", Path: $"/apis/{v.Str("groupVersion")}"));
        var read = await Task.WhenAll(paths.Select(async p => VersionResources(p.Group, p.Version, await get(p.Path, Plain, ct).ConfigureAwait(false)))).ConfigureAwait(false);
        return read.SelectMany(r => r);
    }

    private static IEnumerable<ApiResource> VersionResources(string group, string version, JsonObject document)
    {
        var all = document.Objects("resources").ToList();
        foreach (var resource in all.Where(r => r.Str("name")?.Contains('/', StringComparison.Ordinal) == false))
        {
            var name = resource.Str("name")!;
            yield return new(new(group, version, name), resource.Str("kind") ?? "", resource.Bool("namespaced") == true)
            {
                Singular = resource.Str("singularName") ?? "",
                ShortNames = [.. resource.Strings("shortNames")],
                Categories = [.. resource.Strings("categories")],
                Verbs = [.. resource.Strings("verbs")],
                Subresources = [.. all.Select(r => r.Str("name") ?? "").Where(n => n.StartsWith(name + "/", StringComparison.Ordinal)).Select(n => n[(name.Length + 1)..])],
            };
        }
    }
}
