using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>"__defaults", which bridged providers put into every object of inputs: the names of what the provider filled in (contract 2.1).</summary>
internal static class EngineMarks
{
    public const string Defaults = "__defaults";

    /// <summary>Objects whose keys are people's own; the provider puts nothing there.</summary>
    private static readonly HashSet<string> Maps = ["labels", "resourceLabels", "defaultLabels", "tags", "annotations", "metadata"];

    public static JsonObject With(JsonObject inputs, string? filledIn)
    {
        var marked = new JsonObject { [Defaults] = filledIn is null ? new JsonArray() : new JsonArray(filledIn) };
        foreach (var (key, value) in inputs)
            marked[key] = Maps.Contains(key) ? value.Copy() : Mark(value);
        return marked;
    }

    public static JsonObject Without(JsonNode? inputs) => (JsonObject)Remove(inputs ?? new JsonObject())!;

    public static JsonNode? Plain(JsonNode? value) => Remove(value);

    private static JsonNode? Mark(JsonNode? value) => value switch
    {
        JsonObject o when !SecretValue.Is(o) => With(o, null),
        JsonArray list => new JsonArray([.. list.Select(Mark)]),
        _ => value.Copy(),
    };

    private static JsonNode? Remove(JsonNode? value) => value switch
    {
        JsonObject o => new JsonObject(o.Where(p => p.Key != Defaults).Select(p => KeyValuePair.Create(p.Key, Remove(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Remove)]),
        _ => value.Copy(),
    };
}
