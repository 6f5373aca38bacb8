using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.OpenApi;

/// <summary>
/// The schema of a custom resource in Swagger 2.0, which has no alternatives and no null: clients that validate by it must not refuse what the
/// server takes (apiextensions-apiserver pkg/controller/openapi/v2/conversion.go).
/// </summary>
internal static class SwaggerSchema
{
    private static readonly string[] Unknown = ["oneOf", "anyOf", "allOf", "not", "nullable", "x-kubernetes-validations"];

    public static JsonObject Of(JsonObject schema)
    {
        var swagger = new JsonObject();
        foreach (var (key, value) in schema)
        {
            if (!Unknown.Contains(key))
                swagger[key] = value.Copy();
        }
        var isNullable = schema.Bool("nullable") == true;
        if (isNullable)
            swagger.Remove("type");
        if (isNullable || schema.Bool("x-kubernetes-preserve-unknown-fields") == true)
        {
            foreach (var key in (string[])["properties", "items", "additionalProperties", "required"])
                swagger.Remove(key);
            return swagger;
        }
        foreach (var key in (string[])["items", "additionalProperties"])
        {
            if (schema[key] is JsonObject below)
                swagger[key] = Of(below);
        }
        foreach (var (name, value) in schema.Obj("properties") ?? [])
        {
            if (value is JsonObject below)
                swagger.Ensure("properties")[name] = Of(below);
        }
        return swagger;
    }
}
