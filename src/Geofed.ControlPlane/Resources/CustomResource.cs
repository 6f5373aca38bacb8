using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ControlPlane.Resources;

/// <summary>Writes a CustomResourceDefinition of one version, with a status subresource where the schema has a status.</summary>
internal sealed record CustomResource(GroupVersionResource Resource, string Kind, string[] ShortNames, JsonObject Schema)
{
    public bool Namespaced { get; init; } = true;
    public string[] Categories { get; init; } = ["karmada-io"];

    /// <summary>Columns of <c>kubectl get</c>: name, type, JSON path; one whose name begins with "+" is shown by <c>-o wide</c> only.</summary>
    public (string Name, string Type, string Path)[] Columns { get; init; } = [];

    public JsonObject ToDefinition()
    {
        Schema.Ensure("properties")["apiVersion"] = Field.Text;
        Schema.Ensure("properties")["kind"] = Field.Text;
        Schema.Ensure("properties")["metadata"] = new JsonObject { ["type"] = "object" };
        var version = new JsonObject
        {
            ["name"] = Resource.Version,
            ["served"] = true,
            ["storage"] = true,
            ["schema"] = new JsonObject { ["openAPIV3Schema"] = Schema },
        };
        if (Schema.At("properties", "status") is not null)
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        if (Columns.Length > 0)
            version["additionalPrinterColumns"] = new JsonArray([.. Columns.Select(Column)]);
        return new()
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = $"{Resource.Resource}.{Resource.Group}" },
            ["spec"] = new JsonObject
            {
                ["group"] = Resource.Group,
                ["names"] = new JsonObject
                {
                    ["kind"] = Kind,
                    ["listKind"] = Kind + "List",
                    ["plural"] = Resource.Resource,
                    ["singular"] = Kind.ToLowerInvariant(),
                    ["shortNames"] = Array(ShortNames),
                    ["categories"] = Array(Categories),
                },
                ["scope"] = Namespaced ? "Namespaced" : "Cluster",
                ["versions"] = new JsonArray(version),
            },
        };
    }

    private static JsonNode Column((string Name, string Type, string Path) column)
    {
        var o = new JsonObject { ["name"] = column.Name.TrimStart('+'), ["type"] = column.Type, ["jsonPath"] = column.Path };
        if (column.Name.StartsWith('+'))
            o["priority"] = 1;
        return o;
    }

    private static JsonArray Array(string[] texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
