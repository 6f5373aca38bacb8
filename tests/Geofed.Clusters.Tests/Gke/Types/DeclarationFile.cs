using System.Text.RegularExpressions;

namespace Geofed.Clusters.Tests.Gke.Types;

/// <summary>The interfaces that a .d.ts file of Pulumi's code generator declares, by their names with those of their namespaces.</summary>
internal static partial class DeclarationFile
{
    public static Dictionary<string, Dictionary<string, DeclaredProperty>> Read(string text)
    {
        var interfaces = new Dictionary<string, Dictionary<string, DeclaredProperty>>();
        // Names of the blocks that the line is in; null for those that are no namespace.
        var blocks = new Stack<string?>();
        Dictionary<string, DeclaredProperty>? current = null;
        string? pending = null;
        foreach (var line in Comments.Replace(text, "").Split('\n'))
        {
            if (pending is not null || current is not null && Property.IsMatch(line))
            {
                // A map's type goes over several lines.
                pending = pending is null ? line : pending + "\n" + line;
                if (pending.Count(c => c == '{') > pending.Count(c => c == '}'))
                    continue;
                var property = Property.Match(pending);
                current![property.Groups[1].Value.Trim('"')] = new(property.Groups[1].Value.Trim('"'), property.Groups[2].Length == 0, property.Groups[3].Value.Trim().TrimEnd(';'));
                pending = null;
            }
            else if (Interface.Match(line) is { Success: true } opened)
            {
                interfaces[string.Join('.', blocks.Where(b => b is not null).Reverse().Append(opened.Groups[1].Value))] = current = [];
                blocks.Push(null);
            }
            else if (Namespace.Match(line) is { Success: true } space)
            {
                blocks.Push(space.Groups[1].Value);
            }
            else
            {
                foreach (var c in line.Where(c => c is '{' or '}'))
                {
                    if (c == '{')
                        blocks.Push(null);
                    else if (blocks.TryPop(out _))
                        current = null;
                }
            }
        }
        return interfaces;
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments { get; }

    [GeneratedRegex(@"^\s*(?:export )?(?:declare )?namespace (\w+) \{\s*$")]
    private static partial Regex Namespace { get; }

    [GeneratedRegex(@"^\s*(?:export )?(?:declare )?interface (\w+)(?: extends [\w., ]+)? \{\s*$")]
    private static partial Regex Interface { get; }

    [GeneratedRegex(@"^\s*(?:readonly )?(""[^""]+""|[\w$]+)(\?)?: (.*)$", RegexOptions.Singleline)]
    private static partial Regex Property { get; }
}
