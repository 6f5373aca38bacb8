using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>
/// /openapi/v3 with a document for each group and version, and /openapi/v2 with all: what <c>kubectl explain</c>, <c>apply</c> and
/// <c>diff</c> need of them. Those of built-in kinds alone are made once for all APIs.
/// </summary>
internal sealed class OpenApiDocuments(ResourceRegistry registry)
{
    private static readonly ConcurrentDictionary<string, byte[]> BuiltIn = new();

    /// <summary>Computed resources have no schema to show, and what is made once for all APIs must be the same in all.</summary>
    private IEnumerable<ServedResource> Described => registry.All.Where(r => r.Computed is null);

    /// <summary>The document of a path; null when there is none.</summary>
    public byte[]? Find(string path) => path switch
    {
        "/openapi/v3" => Index().ToUtf8(),
        "/openapi/v2" => Whole("v2", document => document.ToUtf8()),
        _ when path.StartsWith("/openapi/v3/", StringComparison.Ordinal) => V3(path["/openapi/v3/".Length..]),
        _ => null,
    };

    private JsonObject Index() => new()
    {
        ["paths"] = new JsonObject(Described.Select(PathOf).Distinct().Select(path =>
            KeyValuePair.Create(path, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Convert.ToHexString(SHA256.HashData(V3(path)!).AsSpan(0, 16))}" }))),
    };

    private byte[]? V3(string path)
    {
        var resources = Described.Where(r => PathOf(r) == path).ToList();
        return resources.Count == 0 ? null : resources.Exists(r => r.IsCustom) ? Build(resources) : BuiltIn.GetOrAdd(path, _ => Build(resources));
    }

    private static byte[] Build(IReadOnlyList<ServedResource> resources)
    {
        var (components, paths) = Describe(resources, isV2: false);
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = components },
        }.ToUtf8();
    }

    /// <summary>The document of /openapi/v2 in protobuf.</summary>
    public byte[] V2Protobuf() => Whole("v2.pb", GnosticDocument.Write);

    private byte[] Whole(string form, Func<JsonObject, byte[]> write) =>
        Described.Any(r => r.IsCustom) ? write(V2()) : BuiltIn.GetOrAdd(form, _ => write(V2()));

    private JsonObject V2()
    {
        var (definitions, paths) = (new JsonObject(), new JsonObject());
        foreach (var group in Described.GroupBy(PathOf))
        {
            var (some, at) = Describe([.. group], isV2: true);
            Move(some, definitions);
            Move(at, paths);
        }
        return new() { ["swagger"] = "2.0", ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" }, ["paths"] = paths, ["definitions"] = definitions };
    }

    private static void Move(JsonObject from, JsonObject to)
    {
        var entries = from.ToList();
        from.Clear();
        foreach (var (name, value) in entries)
            to[name] = value;
    }

    private static (JsonObject Components, JsonObject Paths) Describe(IReadOnlyList<ServedResource> resources, bool isV2)
    {
        var group = resources[0].Resource.Group;
        var package = group.Length == 0 ? "io.k8s.api.core" : resources[0].IsCustom ? string.Join('.', group.Split('.').Reverse()) : $"io.k8s.api.{group.Split('.')[0]}";
        var schema = new OpenApiSchema($"{package}.{resources[0].Resource.Version}", isV2);
        var paths = new JsonObject();
        foreach (var resource in resources)
        {
            var name = resource.Definition is { } custom ? AddCustom(schema, $"{package}.{resource.Resource.Version}.{resource.Kind.Kind}", resource, custom) : schema.Add(resource.SchemaOrAny, resource.Kind);
            foreach (var (path, operations) in new OpenApiPaths(resource, other => schema.Reference(other is null ? name : schema.Add(other)), isV2).All())
                paths[path] = operations;
        }
        return (schema.Components, paths);
    }

    private static string AddCustom(OpenApiSchema schema, string name, ServedResource resource, JsonObject definition)
    {
        var component = schema.IsV2 ? SwaggerSchema.Of(definition) : definition.Copy();
        if (definition.Bool("x-kubernetes-preserve-unknown-fields") != true)
        {
            var properties = component.Ensure("properties");
            foreach (var field in (string[])["apiVersion", "kind", "metadata"])
                properties[field] = schema.Field(BuiltInSchemas.For(new("", "v1", "ConfigMap"))!, field);
        }
        component["x-kubernetes-group-version-kind"] = new JsonArray(OpenApiSchema.Kind(resource.Kind));
        schema.Components[name] = component;
        return name;
    }

    private static string PathOf(ServedResource resource) => resource.Resource.Group.Length == 0 ? $"api/{resource.Resource.Version}" : $"apis/{resource.Resource.Group}/{resource.Resource.Version}";
}
