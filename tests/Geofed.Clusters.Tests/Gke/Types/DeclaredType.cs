using System.Text.RegularExpressions;

namespace Geofed.Clusters.Tests.Gke.Types;

/// <summary>What a value may be, as a TypeScript declaration says. Only what Pulumi's packages write is understood.</summary>
internal abstract partial record DeclaredType
{
    public sealed record Any : DeclaredType;

    /// <param name="Name">string, number or boolean.</param>
    public sealed record Scalar(string Name) : DeclaredType;

    /// <summary>A text that is one of these.</summary>
    public sealed record Choice(IReadOnlyList<string> Values) : DeclaredType;

    public sealed record ListOf(DeclaredType Item) : DeclaredType;

    public sealed record MapOf(DeclaredType Value) : DeclaredType;

    /// <param name="Path">e.g. "container.NodePoolNodeConfig", of the package's inputs.</param>
    public sealed record Reference(string Path) : DeclaredType;

    public sealed record OneOf(IReadOnlyList<DeclaredType> Types) : DeclaredType;

    /// <exception cref="FormatException">The text says more than this reader knows.</exception>
    public static DeclaredType Parse(string text)
    {
        text = Outer(text.Trim());
        var parts = Split(text).Where(part => part != "undefined").ToList();
        if (parts.Count > 1)
            return parts.All(part => part.StartsWith('"')) ? new Choice([.. parts.Select(part => part.Trim('"'))]) : new OneOf([.. parts.Select(Parse)]);
        return parts.Single() switch
        {
            var list when list.EndsWith("[]", StringComparison.Ordinal) => new ListOf(Parse(list[..^2])),
            var input when input.StartsWith("pulumi.Input<", StringComparison.Ordinal) => Parse(input["pulumi.Input<".Length..^1]),
            var map when map.StartsWith('{') => new MapOf(Parse(MapValue.Match(map) is { Success: true } m ? m.Groups[1].Value : throw new FormatException(map))),
            "string" or "number" or "boolean" => new Scalar(parts[0]),
            "any" => new Any(),
            var literal when literal.StartsWith('"') => new Choice([literal.Trim('"')]),
            var enumeration when enumeration.StartsWith("enums.", StringComparison.Ordinal) => new Scalar("string"),
            var reference when reference.StartsWith("inputs.", StringComparison.Ordinal) => new Reference(reference["inputs.".Length..]),
            var asset when asset.StartsWith("pulumi.asset.", StringComparison.Ordinal) => new Any(),
            var other => throw new FormatException($"'{other}' is not a type that this reader knows."),
        };
    }

    /// <summary>Without parentheses around all of it.</summary>
    private static string Outer(string text) => text.StartsWith('(') && text.EndsWith(')') ? text[1..^1].Trim() : text;

    /// <summary>The members of a union.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] is '<' or '{' or '(' or '[' ? 1 : text[i] is '>' or '}' or ')' or ']' ? -1 : 0;
            if (depth == 0 && text[i] == '|')
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }
        yield return text[start..].Trim();
    }

    [GeneratedRegex(@"^\{\s*\[key: string\]:\s*(.*?);?\s*\}$", RegexOptions.Singleline)]
    private static partial Regex MapValue { get; }
}

/// <summary>A property of an interface.</summary>
internal sealed record DeclaredProperty(string Name, bool Required, string TypeText)
{
    public DeclaredType Type => DeclaredType.Parse(TypeText);
}
