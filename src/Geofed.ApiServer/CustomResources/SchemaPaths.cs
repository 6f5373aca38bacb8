using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>Paths into a schema, such as .spec.size or .labels['a.b'] (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go ValidFieldPath).</summary>
internal static class SchemaPaths
{
    private const string Nowhere = "does not refer to a valid field";
    private const string End = "unexpected end of JSON path";

    /// <summary>What is wrong with a path, or else the steps and the schema that they lead to.</summary>
    public static (string? Wrong, IReadOnlyList<string> Steps, JsonObject Schema) Find(string path, JsonObject schema, bool allowBrackets)
    {
        var steps = new List<string>();
        var tokens = new Queue<string>(Tokens(path));
        (string?, IReadOnlyList<string>, JsonObject) Fail(string why) => (why, steps, schema);
        while (tokens.TryDequeue(out var token))
        {
            if (token is not ("." or "["))
                return Fail($"expected [ or . but got: {token}");
            if (token == "[" && !allowBrackets)
                return Fail("array notation is not allowed");
            if (!tokens.TryDequeue(out var name))
                return Fail(End);
            if (token == "[" && (name.Length < 2 || name[0] != '\'' || name[^1] != '\''))
                return Fail($"expected single quoted string but got {name}");
            var step = token == "[" ? name[1..^1].Replace("\\'", "'", StringComparison.Ordinal) : name;
            if (Below(schema, step) is not { } below)
                return Fail(Nowhere);
            schema = below;
            steps.Add(step);
            if (token == "[" && (!tokens.TryDequeue(out var close) ? End : close == "]" ? null : $"expected ] but got {close}") is { } wrong)
                return Fail(wrong);
        }
        return (null, steps, schema);
    }

    private static JsonObject? Below(JsonObject schema, string name) =>
        schema.Obj("properties") is { Count: > 0 } properties ? properties.Obj(name) : schema.Obj("additionalProperties");

    private static IEnumerable<string> Tokens(string path)
    {
        for (var i = 0; i < path.Length;)
        {
            var end = i + 1;
            if (path[i] == '\'')
            {
                while (end < path.Length && !(path[end] == '\'' && path[end - 1] != '\\'))
                    end++;
                end = Math.Min(end + 1, path.Length);
            }
            else if (path[i] is not ('.' or '[' or ']'))
            {
                while (end < path.Length && path[end] is not ('.' or '[' or ']'))
                    end++;
            }
            yield return path[i..end];
            i = end;
        }
    }
}
