using System.Text;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.PulumiDouble;

/// <summary>The built-in functions that programs of Geofed may use. What comes of a secret is secret, what comes of the unknown is unknown.</summary>
internal static class Functions
{
    public static JsonNode? Call(string name, JsonNode? argument, string folder)
    {
        if (name == "fn::secret")
            return SecretValue.Is(argument) ? argument : SecretValue.Of(argument);
        if (name == "fn::unsecret")
            return SecretValue.Reveal(argument);
        if (Unknown.IsIn(argument))
            return Unknown.Value;
        if (SecretValue.IsIn(argument))
            return SecretValue.Of(Plain(name, SecretValue.Reveal(argument), folder));
        return Plain(name, argument, folder);
    }

    private static JsonNode? Plain(string name, JsonNode? argument, string folder) => (name, argument) switch
    {
        ("fn::readFile", _) => Read(argument, folder, File.ReadAllText),
        ("fn::filebase64", _) => Read(argument, folder, path => Convert.ToBase64String(File.ReadAllBytes(path))),
        ("fn::toJSON", _) => argument?.ToText() ?? "null",
        ("fn::toBase64", _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(argument.Str() ?? "")),
        ("fn::fromBase64", _) => Encoding.UTF8.GetString(Convert.FromBase64String(argument.Str() ?? "")),
        ("fn::join", JsonArray { Count: 2 } a) => string.Join(a[0].Str(), ((JsonArray)a[1]!).Select(item => item.Str() ?? item?.ToText())),
        ("fn::split", JsonArray { Count: 2 } a) => new JsonArray([.. (a[1].Str() ?? "").Split(a[0].Str()).Select(item => JsonValue.Create(item))]),
        ("fn::select", JsonArray { Count: 2 } a) => ((JsonArray)a[1]!)[(int)a[0].Int()!].Copy(),
        _ => throw CliException.Refusal($"it does not play {name}."),
    };

    private static string Read(JsonNode? argument, string folder, Func<string, string> read)
    {
        var path = Path.GetFullPath(argument.Str() ?? "", folder);
        try
        {
            return read(path);
        }
        catch (IOException e)
        {
            throw new CliException($"Error reading file at path {path}: {e.Message}");
        }
    }
}
