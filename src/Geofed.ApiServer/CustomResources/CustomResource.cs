using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Schemas;
using Geofed.ApiServer.Tables;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What a CustomResourceDefinition makes an API serve.</summary>
internal static class CustomResource
{
    private static readonly string[] Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    public static IEnumerable<ServedResource> Serve(JsonObject definition)
    {
        var (spec, names) = (definition["spec"], definition.At("spec", "names"));
        var storage = spec.Objects("versions").FirstOrDefault(v => v.Bool("storage") == true).Str("name") ?? "";
        foreach (var version in spec.Objects("versions").Where(v => v.Bool("served") == true))
        {
            var subresources = version.Obj("subresources");
            var api = new ApiResource(new(spec.Str("group") ?? "", version.Str("name") ?? "", names.Str("plural") ?? ""), names.Str("kind") ?? "", spec.Str("scope") == "Namespaced")
            {
                Singular = names.Str("singular") ?? "",
                ShortNames = [.. names.Strings("shortNames")],
                Categories = [.. names.Strings("categories")],
                Verbs = Verbs,
                Subresources = [.. (subresources ?? []).Select(s => s.Key)],
            };
            var schema = version.Obj("schema", "openAPIV3Schema") ?? [];
            var paths = subresources.Obj("scale") is not { } scale ? null
                : new ScalePaths(Dotted(scale.Str("specReplicasPath")), Dotted(scale.Str("statusReplicasPath")), scale.Str("labelSelectorPath") is { } s ? Dotted(s) : null);
            var selectable = version.Objects("selectableFields").Select(f => f.Str("jsonPath") ?? "").ToList();
            yield return new(api, new CustomStrategy(schema, paths, selectable), StructuralSchema.From(schema), ColumnSet.FromPrinterColumns(version.Arr("additionalPrinterColumns")))
            {
                IsCustom = true,
                Definition = schema,
                StorageVersion = storage,
                Conversion = CustomConversion.Of(definition, api.Resource.Version, storage),
                Scale = paths,
                IsTerminating = DefinitionNames.Is(definition, "Terminating"),
                Deprecation = version.Bool("deprecated") != true ? null
                    : version.Str("deprecationWarning") ?? $"{spec.Str("group")}/{version.Str("name")} {names.Str("kind")} is deprecated",
            };
        }
    }

    private static string Dotted(string? path) => (path ?? "").TrimStart('.');
}
