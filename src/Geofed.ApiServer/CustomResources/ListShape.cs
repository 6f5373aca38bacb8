using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>x-kubernetes-list-type, -list-map-keys and -map-type must fit what they stand at (pkg/apis/apiextensions/validation/validation.go).</summary>
internal static class ListShape
{
    public static void Check(JsonObject schema, string path, FieldErrors errors)
    {
        var type = schema.Str("type") ?? "";
        var (list, map) = (schema.Str("x-kubernetes-list-type"), schema.Str("x-kubernetes-map-type"));
        if (map is not null)
            MustBe("object", "x-kubernetes-map-type", type, path, errors);
        if (map is not (null or "atomic" or "granular"))
            errors.NotSupported($"{path}.x-kubernetes-map-type", map, "atomic", "granular");
        if (list is not null && type != "array")
            MustBe("array", "x-kubernetes-list-type", type, path, errors);
        else if (list == "set" && schema.Obj("items") is { } items)
            SetItems(items, $"{path}.items", errors);
        if (list is not (null or "atomic" or "set" or "map"))
            errors.NotSupported($"{path}.x-kubernetes-list-type", list, "atomic", "set", "map");
        var keys = schema.Strings("x-kubernetes-list-map-keys").ToList();
        if (keys.Count > 0 && list is null)
            errors.Required($"{path}.x-kubernetes-list-type", "must be map if x-kubernetes-list-map-keys is non-empty");
        else if (keys.Count > 0 && list != "map")
            errors.Invalid($"{path}.x-kubernetes-list-type", list, "must be map if x-kubernetes-list-map-keys is non-empty");
        if (list == "map")
            MapItems(schema, keys, path, errors);
        if (list is "map" or "set" && schema.Obj("items") is { } elements)
            Identities(elements, list, keys, path, errors);
    }

    private static void MustBe(string wanted, string because, string type, string path, FieldErrors errors)
    {
        if (type.Length == 0)
            errors.Required($"{path}.type", $"must be {wanted} if {because} is specified");
        else if (type != wanted)
            errors.Invalid($"{path}.type", type, $"must be {wanted} if {because} is specified");
    }

    private static void SetItems(JsonObject items, string path, FieldErrors errors)
    {
        if (items.Str("type") == "array" && items.Str("x-kubernetes-list-type") is not (null or "atomic") and var kind)
            errors.Invalid($"{path}.x-kubernetes-list-type", kind, "must be atomic as item of a list with x-kubernetes-list-type=set");
        if (items.Str("type") == "object" && items.Str("x-kubernetes-map-type") != "atomic")
            errors.Invalid($"{path}.x-kubernetes-map-type", items["x-kubernetes-list-type"].Copy(), "must be atomic as item of a list with x-kubernetes-list-type=set");
    }

    private static void MapItems(JsonObject schema, List<string> keys, string path, FieldErrors errors)
    {
        if (keys.Count == 0)
            errors.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        if (schema.Obj("items") is not { } items)
        {
            errors.Required($"{path}.items", "must have a schema if x-kubernetes-list-type is map");
            return;
        }
        if (items.Str("type") != "object")
        {
            errors.Invalid($"{path}.items.type", items.Str("type") ?? "", "must be object if parent array's x-kubernetes-list-type is map");
            return;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (items.Obj("properties", key) is not { } property)
                errors.Invalid($"{path}.x-kubernetes-list-map-keys", schema["x-kubernetes-list-map-keys"].Copy(), "entries must all be names of item properties");
            else if (property.Str("type") is "array" or "object")
                errors.Invalid($"{path}.items.properties[{key}].type", items.Str("type"), "must be a scalar type if parent array's x-kubernetes-list-type is map");
            if (!seen.Add(key))
                errors.Invalid($"{path}.x-kubernetes-list-map-keys", schema["x-kubernetes-list-map-keys"].Copy(), "must not contain duplicate entries");
        }
    }

    /// <summary>What elements are told apart by must be there.</summary>
    private static void Identities(JsonObject items, string list, List<string> keys, string path, FieldErrors errors)
    {
        if (items.Bool("nullable") == true)
            errors.Forbidden($"{path}.items.nullable", $"cannot be nullable when x-kubernetes-list-type is {list}");
        foreach (var key in list == "map" ? keys : [])
        {
            if (items.Obj("properties", key) is not { } property)
                continue;
            if (property["default"] is null && !items.Strings("required").Contains(key))
                errors.Required($"{path}.items.properties[{key}].default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
            if (property.Bool("nullable") == true)
                errors.Forbidden($"{path}.items.properties[{key}].nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
        }
    }
}
