using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Geofed.ApiServer.Strategies;

/// <summary>What an internal field holds, which says what is printed of one that is not set.</summary>
internal enum InternalShape
{
    /// <summary>A text, "" when it is not set.</summary>
    Text,
    /// <summary>A number, or a number or text; 0.</summary>
    Number,
    /// <summary>false.</summary>
    Flag,
    /// <summary>An amount; "0".</summary>
    Quantity,
    /// <summary>A pointer, list or map; null.</summary>
    Pointer,
    /// <summary>Any JSON, printed as it was written; null.</summary>
    Raw,
    /// <summary>A struct; one of which nothing is set.</summary>
    Struct,
    /// <summary>A struct whose fields stand among those of its owner.</summary>
    Inlined,
    /// <summary>A field that is left out.</summary>
    Omitted,
}

/// <summary>A field of an internal type: its name in Go and in JSON, and of which type it is ("" for one without fields); read from InternalTypes.txt, facts of Kubernetes' pkg/apis/*/types.go.</summary>
internal sealed partial record InternalField(string Go, string Json, InternalShape Shape, string Type)
{
    private static readonly Lazy<FrozenDictionary<string, InternalField[]>> Types = new(Load);

    /// <summary>"Name", "Count#", "Optional=json*", "List[]Item", "Struct.Type", "+Inlined=json".</summary>
    [GeneratedRegex(@"^(\+?)(\w+)(?:=(\w+))?(\*|\[\]|\{\}|\.|#|\?|~|!|-(?:\[\])?)?(\w*)$")]
    private static partial Regex Form();

    /// <summary>A run of capitals at the beginning, but for the last when small letters follow.</summary>
    [GeneratedRegex("^[A-Z](?:[A-Z]*(?=[A-Z][a-z]|$))?")]
    private static partial Regex Capitals();

    public static IReadOnlyList<InternalField> Of(string type) => Types.Value[type];

    private static FrozenDictionary<string, InternalField[]> Load()
    {
        using var stream = typeof(InternalField).Assembly.GetManifestResourceStream("Geofed.ApiServer.Strategies.InternalTypes.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1].Split(' ').Select(Read).ToArray());
    }

    private static InternalField Read(string text)
    {
        var parts = Form().Match(text).Groups;
        var (go, json) = (parts[2].Value, parts[3].Value);
        if (parts[1].Length > 0)
            return new(go, json, InternalShape.Inlined, go);
        var shape = parts[4].Value switch
        {
            "" => InternalShape.Text,
            "#" => InternalShape.Number,
            "?" => InternalShape.Flag,
            "~" => InternalShape.Quantity,
            "." => InternalShape.Struct,
            "!" => InternalShape.Raw,
            ['-', ..] => InternalShape.Omitted,
            _ => InternalShape.Pointer,
        };
        return new(go, json.Length > 0 ? json : Capitals().Replace(go, run => run.Value.ToLowerInvariant()), shape, parts[5].Value);
    }
}
