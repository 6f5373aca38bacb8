using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>The scale subresource: an autoscaling/v1 Scale made from, and written into, an object.</summary>
internal static class ScaleDocument
{
    public static JsonObject Of(JsonObject obj, ScalePaths paths)
    {
        var meta = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (obj.At("metadata", field) is { } value)
                meta[field] = value.DeepClone();
        }
        var spec = new JsonObject();
        if (obj.Int(paths.Replicas.Split('.')) is { } replicas && replicas != 0)
            spec["replicas"] = replicas;
        var status = new JsonObject { ["replicas"] = obj.Int(paths.StatusReplicas.Split('.')) ?? 0 };
        if (paths.Selector is { } selector && Text(obj.At(selector.Split('.'))) is { Length: > 0 } text)
            status["selector"] = text;
        return new() { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = meta, ["spec"] = spec, ["status"] = status };
    }

    /// <summary>The object with the replicas that the scale asks for.</summary>
    public static JsonObject Write(JsonObject obj, JsonObject scale, ScalePaths paths)
    {
        var replicas = scale.Int("spec", "replicas") ?? 0;
        if (replicas < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            throw errors.ToException(new("autoscaling", "v1", "Scale"), obj.Name());
        }
        var path = paths.Replicas.Split('.');
        obj.Ensure(path.AsSpan()[..^1])[path[^1]] = replicas;
        if (scale.ResourceVersion() is { Length: > 0 } version)
            obj.Ensure("metadata")["resourceVersion"] = version;
        return obj;
    }

    private static string? Text(JsonNode? selector)
    {
        if (selector.Str() is { } text)
            return text;
        if (selector is not JsonObject)
            return null;
        var labels = selector.At("matchLabels") is null && selector.At("matchExpressions") is null ? selector.StringMap() : selector.StringMap("matchLabels");
        var terms = labels.Select(l => $"{l.Key}={l.Value}").Concat(selector.Objects("matchExpressions").Select(e => e.Str("operator") switch
        {
            "In" => $"{e.Str("key")} in ({string.Join(",", e.Strings("values"))})",
            "NotIn" => $"{e.Str("key")} notin ({string.Join(",", e.Strings("values"))})",
            "Exists" => e.Str("key")!,
            _ => "!" + e.Str("key"),
        }));
        return string.Join(",", terms);
    }
}
