using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>ConfigMaps (pkg/apis/core/validation ValidateConfigMap, ValidateConfigMapUpdate).</summary>
internal sealed class ConfigMapStrategy : ResourceStrategy
{
    private const int Limit = 1024 * 1024;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        long size = 0;
        foreach (var map in (string[])["data", "binaryData"])
        {
            foreach (var (key, value) in obj.StringMap(map))
            {
                errors.Each($"{map}[{key}]", key, Names.ConfigMapKey(key));
                if (map == "data" && obj.Obj("binaryData")?.ContainsKey(key) == true)
                    errors.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
                size += map == "data" ? System.Text.Encoding.UTF8.GetByteCount(value) : value.Length * 3L / 4;
            }
        }
        if (size > Limit)
            errors.TooLong("", Limit);
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        ImmutableData.Validate(obj, old, errors, "data", "binaryData");
        Validate(obj, errors);
    }
}
