using System.Collections.Frozen;

namespace Geofed.ApiServer.Schemas;

/// <summary>How Go's encoder treats a field of a struct.</summary>
public enum GoPresence
{
    /// <summary>"omitempty", no pointer: left out when it is empty or zero.</summary>
    Omitted,
    /// <summary>A pointer: absent is not zero, and both are written as they are.</summary>
    Pointer,
    /// <summary>No "omitempty": there even when it is zero, or null.</summary>
    Written,
    /// <summary>A pointer without "omitempty": null when it is not set.</summary>
    Nullable,
    /// <summary>A struct that is no pointer: there even when nothing is in it.</summary>
    Embedded,
}

/// <summary>What the Go type of a field says beyond its JSON type; read from GoFields.txt, the facts of k8s.io/api's types that the models do not carry.</summary>
public sealed record GoField(GoPresence Presence, string? Type)
{
    internal static readonly FrozenDictionary<string, GoField> None = FrozenDictionary<string, GoField>.Empty;

    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, GoField>>> Structs = new(Load);

    /// <summary>The fields of a struct; a model's own name goes before the one it shares with another group's.</summary>
    public static IReadOnlyDictionary<string, GoField> Of(string model, string name) =>
        Structs.Value.GetValueOrDefault(model) ?? Structs.Value.GetValueOrDefault(name) ?? None;

    /// <summary>Lines as "PodSpec: containers! restartPolicy:v1.RestartPolicy priority? template{}".</summary>
    private static FrozenDictionary<string, FrozenDictionary<string, GoField>> Load()
    {
        using var stream = typeof(GoField).Assembly.GetManifestResourceStream("Geofed.ApiServer.Schemas.GoFields.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1].Split(' ').Select(Read).ToFrozenDictionary(f => f.Name, f => f.Field));
    }

    private static (string Name, GoField Field) Read(string text)
    {
        var (mark, type) = text.Split(':') is [var before, var after] ? (before, after) : (text, null);
        return mark[^1] switch
        {
            '!' => (mark[..^1], new(GoPresence.Written, type)),
            '?' => (mark[..^1], new(GoPresence.Pointer, type)),
            '*' => (mark[..^1], new(GoPresence.Nullable, type)),
            '}' => (mark[..^2], new(GoPresence.Embedded, type)),
            _ => (mark, new(GoPresence.Omitted, type)),
        };
    }
}
