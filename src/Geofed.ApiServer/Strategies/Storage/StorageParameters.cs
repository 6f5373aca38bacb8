using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Storage;

/// <summary>Provisioners and their parameters (pkg/apis/storage/validation validateProvisioner, validateParameters).</summary>
internal static class StorageParameters
{
    private const int MaxSize = 256 * 1024, MaxCount = 512;

    public static void Provisioner(JsonObject obj, string key, FieldErrors errors)
    {
        var name = (obj.Str(key) ?? "").ToLowerInvariant();
        if (name.Length == 0)
            errors.Required(key);
        else
            errors.Each(key, name, Names.QualifiedName(name));
    }

    public static void Validate(JsonObject obj, FieldErrors errors, bool allowsNone)
    {
        var parameters = obj.StringMap("parameters");
        if (parameters.Count > MaxCount)
        {
            errors.TooLong("parameters", MaxCount);
            return;
        }
        if (parameters.ContainsKey(""))
            errors.Invalid("parameters", "", "field can not be empty.");
        if (parameters.Sum(p => (long)p.Key.Length + p.Value.Length) > MaxSize)
            errors.TooLong("parameters", MaxSize);
        if (parameters.Count == 0 && !allowsNone)
            errors.Required("parameters", "must contain at least one key/value pair");
    }

    public static void Unchanged(JsonObject obj, JsonObject old, string key, FieldErrors errors)
    {
        if (!JsonNavigation.Same(obj[key] is JsonObject { Count: 0 } ? null : obj[key], old[key] is JsonObject { Count: 0 } ? null : old[key]))
            errors.Forbidden(key, $"updates to {key} are forbidden.");
    }
}
