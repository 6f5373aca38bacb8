using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>A resource that later ones refer to.</summary>
/// <param name="State">Its state: urn, id, inputs, outputs.</param>
/// <param name="IsPlanned">In a preview: it does not exist yet, so that what it will say of itself is unknown.</param>
internal sealed record ResolvedResource(JsonObject State, bool IsPlanned)
{
    public string Urn => State.Str("urn")!;

    public JsonNode? Property(IReadOnlyList<string> path)
    {
        if (path is [])
            return IsPlanned ? Unknown.Value : State["id"].Copy();
        if (path is ["urn"])
            return Urn;
        if (path is ["id"])
            return IsPlanned ? Unknown.Value : State["id"].Copy();
        // What a planned resource was given is known; what it will answer is not.
        return Walk.To(State["outputs"], path) ?? (IsPlanned ? Walk.To(State["inputs"], path) ?? Unknown.Value : Walk.To(State["inputs"], path));
    }
}

/// <summary>The value of what is not known before an update (contract 2.1).</summary>
internal static class Unknown
{
    public const string Value = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static bool Is(JsonNode? value) => value.Str() == Value;

    public static bool IsIn(JsonNode? value) => value switch
    {
        JsonObject o => SecretValue.Is(o) ? IsIn(SecretValue.Open(o)) : o.Any(p => IsIn(p.Value)),
        JsonArray list => list.Any(IsIn),
        _ => Is(value),
    };
}

/// <summary>Walks values by keys and indices. What lies within a secret is secret.</summary>
internal static class Walk
{
    public static JsonNode? To(JsonNode? value, IReadOnlyList<string> path)
    {
        var secret = false;
        foreach (var step in path)
        {
            if (SecretValue.Is(value))
                (value, secret) = (SecretValue.Open(value), true);
            if (Unknown.Is(value))
                return Unknown.Value;
            value = value switch
            {
                JsonObject o => o[step],
                JsonArray list when int.TryParse(step, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }
        return value is null ? null : secret && !SecretValue.Is(value) ? SecretValue.Of(value) : value.Copy();
    }
}
