using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>A program: resources in an order in which each comes after those that it refers to, variables and outputs.</summary>
internal sealed class YamlProgram
{
    private YamlProgram(JsonObject source)
    {
        Variables = source.Obj("variables") ?? [];
        Outputs = source.Obj("outputs") ?? [];
        var declared = (source.Obj("resources") ?? []).Select(r => new ResourceDeclaration(r.Key, r.Value as JsonObject ?? [])).ToList();
        Resources = Order([.. ImplicitProviders(declared), .. declared]);
    }

    public JsonObject Variables { get; }

    public JsonObject Outputs { get; }

    public IReadOnlyList<ResourceDeclaration> Resources { get; }

    /// <exception cref="CliException">The program cannot be run: it wants a newer CLI, or its resources go round in a circle.</exception>
    public static YamlProgram Load(ProjectFile project, string version)
    {
        var source = project.Program();
        if ((project.Document.Str("requiredPulumiVersion") ?? source.Str("pulumi", "requiredVersion")) is { Length: > 0 } range && !VersionRange.Contains(range, version))
            throw new CliException($"Pulumi CLI version {version} does not satisfy the version range \"{range}\"", CliException.Configuration);
        return new(source);
    }

    /// <summary>The keys of the resources that a resource comes after: those it refers to, its provider, and the default provider of its package.</summary>
    public IEnumerable<string> Before(ResourceDeclaration resource) => Before(resource, Resources);

    /// <summary>The provider of a resource; null for providers themselves and for Pulumi's own types.</summary>
    public ResourceDeclaration? ProviderOf(ResourceDeclaration resource) => ProviderOf(resource, Resources);

    private IEnumerable<string> Before(ResourceDeclaration resource, IReadOnlyList<ResourceDeclaration> all)
    {
        var roots = resource.References.SelectMany(Reference.RootsIn).SelectMany(ThroughVariables);
        return roots.Append(ProviderOf(resource, all)?.Key).OfType<string>().Where(key => all.Any(r => r.Key == key)).Distinct();
    }

    private IEnumerable<string> ThroughVariables(string root) =>
        Variables.ContainsKey(root) ? Reference.RootsIn(Variables[root]).SelectMany(ThroughVariables) : [root];

    private static ResourceDeclaration? ProviderOf(ResourceDeclaration resource, IReadOnlyList<ResourceDeclaration> all) =>
        resource.IsProvider || resource.Package == "pulumi" ? null
        : resource.Options["provider"] is { } named ? all.FirstOrDefault(r => r.Key == Reference.RootsIn(named).FirstOrDefault())
        : all.FirstOrDefault(r => r.IsProvider && r.Package == resource.Package && (r.IsDefaultProvider || r.IsInternal));

    /// <summary>Resources whose package has no default provider in the program get one of the engine's.</summary>
    private static IEnumerable<ResourceDeclaration> ImplicitProviders(List<ResourceDeclaration> declared) =>
        from resource in declared
        where !resource.IsProvider && resource.Package != "pulumi" && ProviderOf(resource, declared) is null
        group resource by resource.Package into package
        let version = package.Select(r => r.Version).FirstOrDefault(v => v is not null)
        select new ResourceDeclaration(version is null ? "default" : "default_" + version.Replace('.', '_'), new()
        {
            ["type"] = "pulumi:providers:" + package.Key,
            ["options"] = version is null ? new JsonObject() : new JsonObject { ["version"] = version },
        })
        { IsInternal = true };

    private List<ResourceDeclaration> Order(List<ResourceDeclaration> declared)
    {
        var ordered = new List<ResourceDeclaration>();
        var waiting = declared.OrderByDescending(r => r.IsDefaultProvider || r.IsInternal).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(r => Before(r, declared).All(key => ordered.Exists(o => o.Key == key)))
                ?? throw new CliException($"circular dependency of resource '{waiting[0].Key}'");
            ordered.Add(next);
            waiting.Remove(next);
        }
        return ordered;
    }
}
