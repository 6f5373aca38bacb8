using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Tests.Strategies;

/// <summary>Objects as a client writes them, taken through a strategy as the server does.</summary>
internal static class Written
{
    public const string PodSpec = """{"containers":[{"name":"main","image":"registry.example/serve:1"}]}""";

    public static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    public static JsonObject Create(string group, string resource, string text)
    {
        var obj = Json(text);
        obj.Ensure("metadata").SetWhenAbsent("uid", "11111111-2222-3333-4444-555555555555");
        var strategy = BuiltInStrategies.For(group, resource);
        strategy.Default(obj);
        strategy.PrepareForCreate(obj);
        return obj;
    }

    public static string? Refusal(string group, string resource, string text)
    {
        var obj = Create(group, resource, text);
        var errors = new FieldErrors();
        BuiltInStrategies.For(group, resource).Validate(obj, errors);
        return Message(obj, errors);
    }

    /// <summary>What the server says to a change: <paramref name="merge"/> is laid over the object as created.</summary>
    public static string? RefusalOfChange(string group, string resource, string text, string merge)
    {
        var old = Create(group, resource, text);
        var obj = old.Copy();
        Lay(obj, Json(merge));
        var strategy = BuiltInStrategies.For(group, resource);
        strategy.Default(obj);
        strategy.PrepareForUpdate(obj, old);
        var errors = new FieldErrors();
        strategy.ValidateUpdate(obj, old, errors);
        return Message(obj, errors);
    }

    private static string? Message(JsonObject obj, FieldErrors errors) => errors.Any ? errors.ToException(obj.Kind(), obj.Name()).Message : null;

    private static void Lay(JsonObject target, JsonObject over)
    {
        foreach (var (key, value) in over)
        {
            if (value is JsonObject part && target[key] is JsonObject below)
                Lay(below, part);
            else if (value is null)
                target.Remove(key);
            else
                target[key] = value.DeepClone();
        }
    }
}
