using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>
/// How custom resources are stored and read where versions differ, or a definition changed since they were written: each version holds only what its
/// schema has, and the defaults of what was stored are those of today (apiextensions-apiserver pkg/apiserver/customresource_handler.go).
/// </summary>
internal static class CustomConversion
{
    /// <summary>Null where all is stored as it is shown.</summary>
    public static VersionConversion? Of(JsonObject definition, string served, string storage)
    {
        var versions = definition.Objects("spec", "versions").ToDictionary(v => v.Str("name") ?? "", v => v.Obj("schema", "openAPIV3Schema") ?? []);
        if ((definition.Int("metadata", "generation") ?? 1) <= 1 && versions.Values.All(s => JsonNode.DeepEquals(s, versions[served])))
            return null;
        var (group, kind) = (definition.Str("spec", "group") ?? "", definition.Str("spec", "names", "kind") ?? "");
        var schemas = versions.ToDictionary(v => v.Key, v => StructuralSchema.From(v.Value));
        JsonObject In(JsonObject obj, string version)
        {
            obj["apiVersion"] = $"{group}/{version}";
            FieldDecoder.Decode(obj, schemas[version], new(group, version, kind));
            return obj;
        }
        return new($"{group}/{definition.Str("spec", "names", "plural")}", storage, o => In(o.Copy(), storage), stored =>
        {
            var written = stored.Kind().Version is { } version && schemas.ContainsKey(version) ? version : storage;
            var obj = In(stored.Copy(), written);
            SchemaDefaults.Fill(obj, versions[written]);
            return In(obj, served);
        });
    }
}
