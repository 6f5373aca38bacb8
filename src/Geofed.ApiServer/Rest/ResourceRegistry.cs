using System.Text.Json.Nodes;
using Geofed.ApiServer.CustomResources;
using Geofed.ApiServer.Discovery;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Strategies;
using Geofed.ApiServer.Tables;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>What one API serves: the built-in resources, shared by all APIs, and its custom ones.</summary>
internal sealed class ResourceRegistry(IReadOnlyList<ComputedResource> computed)
{
    private static readonly Dictionary<GroupVersionResource, ServedResource> BuiltIn = BuiltInResources.All.ToDictionary(r => r.Resource, ServeBuiltIn);
    private readonly Dictionary<GroupVersionResource, ServedResource> _computed = computed.ToDictionary(r => r.Resource, r => r.Serve());
    private volatile Dictionary<GroupVersionResource, ServedResource> _custom = [];
    private Dictionary<(string Uid, string Version), IReadOnlyList<ServedResource>> _ofDefinitions = [];

    public IEnumerable<ServedResource> All => BuiltIn.Values.Concat(_computed.Values).Concat(_custom.Values);

    public ServedResource? Find(GroupVersionResource resource) =>
        BuiltIn.TryGetValue(resource, out var served) || _computed.TryGetValue(resource, out served) || _custom.TryGetValue(resource, out served) ? served : null;

    /// <summary>A version of the resource whose objects are in this table, for those who work on all objects.</summary>
    public ServedResource? OfTable(string table) => All.FirstOrDefault(r => r.Table == table);

    public ServedResource? OfKind(string group, string kind) => All.FirstOrDefault(r => r.Resource.Group == group && r.Api.Kind == kind);

    public bool ServesGroupVersion(string group, string version) => All.Any(r => r.Resource.Group == group && r.Resource.Version == version);

    /// <summary>Serves these definitions, and no others. What one of them that has not changed describes is taken over from before: schemas are long.</summary>
    public void SetCustom(IEnumerable<JsonObject> definitions)
    {
        var before = _ofDefinitions;
        _ofDefinitions = definitions.Select(d => (Key: (d.Uid(), d.ResourceVersion()), Definition: d)).DistinctBy(d => d.Key)
            .ToDictionary(d => d.Key, d => before.TryGetValue(d.Key, out var same) ? same : [.. CustomResource.Serve(d.Definition)]);
        _custom = _ofDefinitions.Values.SelectMany(r => r).GroupBy(r => r.Resource).ToDictionary(g => g.Key, g => g.First());
    }

    private static ServedResource ServeBuiltIn(ApiResource resource)
    {
        var name = resource.Resource;
        var strategy = BuiltInStrategies.For(name.Group, name.Resource);
        var conversion = VersionConversion.Of(name);
        return new(resource, strategy, BuiltInSchemas.For(resource.GroupVersionKind), TableColumns.For(resource))
        {
            Scale = resource.Subresources.Contains("scale") ? new("spec.replicas", "status.replicas", "spec.selector") : null,
            Conversion = conversion,
            Table = conversion?.Table ?? $"{name.Group}/{name.Resource}",
            StorageVersion = conversion?.StorageVersion ?? name.Version,
        };
    }
}
