using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>A secret among values: an object with Pulumi's signature and, in memory, the JSON text of the value as "plaintext".</summary>
internal static class SecretValue
{
    public const string Signature = "4dabf18193072939515e22adb298388d";
    public const string Mark = "1b47061264138c4ac30d75fd1eb44270";

    public static JsonObject Of(JsonNode? value) => new() { [Signature] = Mark, ["plaintext"] = value is null ? "null" : value.ToText() };

    public static bool Is(JsonNode? value) => value.Str(Signature) == Mark;

    public static JsonNode? Open(JsonNode? secret) => JsonNode.Parse(secret.Str("plaintext") ?? "null");

    /// <summary>A copy with every secret replaced by what <paramref name="instead"/> makes of it.</summary>
    public static JsonNode? Replace(JsonNode? value, Func<JsonObject, JsonNode?> instead) => value switch
    {
        JsonObject secret when Is(secret) => instead(secret),
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Replace(p.Value, instead)))),
        JsonArray list => new JsonArray([.. list.Select(item => Replace(item, instead))]),
        _ => value.Copy(),
    };

    /// <summary>As events show it: the signature, and no text (contract 2.1).</summary>
    public static JsonNode? Blind(JsonNode? value) => Replace(value, _ => new JsonObject { [Signature] = Mark, ["ciphertext"] = "[secret]" });

    /// <summary>As people see it.</summary>
    public static JsonNode? Mask(JsonNode? value) => Replace(value, _ => "[secret]");

    public static JsonNode? Reveal(JsonNode? value) => Replace(value, secret => Reveal(Open(secret)));

    public static bool IsIn(JsonNode? value) => value switch
    {
        JsonObject o => Is(o) || o.Any(p => IsIn(p.Value)),
        JsonArray list => list.Any(IsIn),
        _ => false,
    };
}
