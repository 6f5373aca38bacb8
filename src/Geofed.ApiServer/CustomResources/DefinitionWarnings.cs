using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What a definition's schemas say to no effect (apiextensions-apiserver pkg/registry/customresourcedefinition/strategy.go).</summary>
internal static class DefinitionWarnings
{
    private static readonly HashSet<string> StringFormats =
    [
        "bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid3", "uuid4", "uuid5", "isbn", "isbn10", "isbn13", "creditcard", "ssn", "hexcolor",
        "rgbcolor", "byte", "password", "date", "duration", "datetime", "k8sshortname", "k8slongname",
    ];

    public static IEnumerable<string> Formats(JsonObject definition) => Schemas(definition).SelectMany(All)
        .Where(s => s.Str("format") is { Length: > 0 } format && !IsKnown(s, format)).Select(s => $"unrecognized format {Strategies.FieldErrors.Quote(s.Str("format")!)}");

    public static IEnumerable<string> Expressions(JsonObject definition) => definition.Objects("spec", "versions")
        .Where(v => v.Obj("schema", "openAPIV3Schema") is { } schema && All(schema).Any(s => s.Arr("x-kubernetes-validations") is { Count: > 0 }))
        .Select(v => $"spec.versions[{v.Str("name")}].schema.openAPIV3Schema: x-kubernetes-validations are not enforced by this server");

    private static IEnumerable<JsonObject> Schemas(JsonObject definition) =>
        definition.Objects("spec", "versions").Select(v => v.Obj("schema", "openAPIV3Schema")).OfType<JsonObject>().DistinctBy(s => s.ToText());

    private static bool IsKnown(JsonObject schema, string format) => schema.Str("type") switch
    {
        null or "" or "string" => StringFormats.Contains(format.Replace("-", "", StringComparison.Ordinal)),
        "integer" => format is "int32" or "int64",
        "number" => format is "float" or "double",
        _ => false,
    };

    private static IEnumerable<JsonObject> All(JsonObject schema)
    {
        yield return schema;
        var below = SchemaExtensions.Below(schema, "properties").Select(p => p.Schema).Concat(SchemaExtensions.Junctors(schema).Select(j => j.Schema))
            .Concat(new[] { schema.Obj("items"), schema.Obj("additionalProperties") }.OfType<JsonObject>());
        foreach (var node in below.SelectMany(All))
            yield return node;
    }
}
