using System.Text.Json;
using System.Text.Json.Serialization;
using Geofed.Client;

namespace Geofed.Federation.Home;

/// <summary>Files of the home that people may write by hand: a slip in a name is told, instead of passed over.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What a file says; null when there is none.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says where and why.</exception>
    public static T? Read<T>(string path) where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options) ?? throw new FormatException($"{path} says null, where an object is needed.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} cannot be read (line {(e.LineNumber ?? 0) + 1}, at {e.Path ?? "$"}): {e.Message.Split(" Path:")[0].TrimEnd('.')}.", e);
        }
    }

    public static void Write<T>(string path, T value) => PrivateFile.Write(path, JsonSerializer.Serialize(value, Options) + "\n");
}
