using System.Text.Json;
using System.Text.Json.Nodes;
using Geofed.ApiServer.Rest;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What the scale subresource points at must be of its types (pkg/registry/customresource/validator.go ValidateScaleSpec, ValidateScaleStatus).</summary>
internal static class ScaleRules
{
    public static void Spec(JsonObject obj, ScalePaths paths, FieldErrors errors) => Replicas(obj, paths.Replicas, errors);

    public static void Status(JsonObject obj, ScalePaths paths, FieldErrors errors)
    {
        Replicas(obj, paths.StatusReplicas, errors);
        if (paths.Selector is { } selector && obj.At(selector.Split('.')) is { } value && value.GetValueKind() != JsonValueKind.String)
            errors.Invalid("." + selector, "", $".{selector} accessor error: {GoShow(value)} is of the type {GoType(value)}, expected string");
    }

    private static void Replicas(JsonObject obj, string path, FieldErrors errors)
    {
        var field = "." + path;
        if (obj.At(path.Split('.')) is not { } value)
            return;
        if (value.Int() is not { } replicas)
            errors.Invalid(field, 0, $"{field} accessor error: {GoShow(value)} is of the type {GoType(value)}, expected int64");
        else if (replicas < 0)
            errors.Invalid(field, replicas, "should be a non-negative integer");
        else if (replicas > int.MaxValue)
            errors.Invalid(field, replicas, $"should be less than or equal to {int.MaxValue}");
    }

    private static string GoShow(JsonNode value) => value.Str() ?? value.ToText();

    private static string GoType(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => value.Int() is null ? "float64" : "int64",
        JsonValueKind.Array => "[]interface {}",
        _ => "map[string]interface {}",
    };
}
