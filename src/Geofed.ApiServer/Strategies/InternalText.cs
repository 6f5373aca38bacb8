using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>Objects as Go prints those of an internal type in JSON: every field, by its name in Go, set or not; those of k8s.io/apimachinery as they are always written.</summary>
internal static class InternalText
{
    private static readonly string[] OfHost = ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"];

    /// <param name="type">The name of the type, such as PodSpec; one that InternalTypes.txt has.</param>
    /// <param name="value">The object as a client writes it; nothing is an empty one.</param>
    public static JsonObject Of(string type, JsonObject? value)
    {
        var shown = new JsonObject();
        Add(shown, type, type == "PodSpec" ? OfPod(value) : value);
        return shown;
    }

    private static void Add(JsonObject shown, string type, JsonObject? value)
    {
        foreach (var field in InternalField.Of(type))
        {
            if (field.Shape == InternalShape.Inlined)
                Add(shown, field.Type, field.Json.Length == 0 ? value : value.Obj(field.Json));
            else if (field.Shape != InternalShape.Omitted || value?[field.Json] is not null)
                shown[field.Go] = Show(field, value?[field.Json]);
        }
    }

    private static JsonNode? Show(InternalField field, JsonNode? value) => field.Shape switch
    {
        InternalShape.Struct => Of(field.Type, value as JsonObject),
        _ when value is null => field.Shape switch { InternalShape.Text => "", InternalShape.Number => 0, InternalShape.Flag => false, InternalShape.Quantity => "0", _ => null },
        _ when value is JsonArray items && field.Type.Length > 0 => new JsonArray([.. items.Select(item => Of(field.Type, item as JsonObject))]),
        _ when value is JsonObject inner && field.Type.Length > 0 => Of(field.Type, inner),
        InternalShape.Raw => value.DeepClone(),
        // Go sorts the keys of a map.
        _ when value is JsonObject map => new JsonObject(map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value.Copy()))),
        _ => value.DeepClone(),
    };

    /// <summary>What a pod shares with its host stands in the internal security context.</summary>
    private static JsonObject? OfPod(JsonObject? spec)
    {
        var copy = spec.Copy() ?? [];
        var context = copy.Ensure("securityContext");
        foreach (var key in OfHost)
        {
            if (copy[key] is { } value)
                context[key] = value.DeepClone();
        }
        return copy;
    }
}
