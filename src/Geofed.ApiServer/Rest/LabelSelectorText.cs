using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>Label selectors as they stand in a query: "a=b,c!=d,e in (f,g),!h" (apimachinery pkg/labels/selector.go).</summary>
internal static class LabelSelectorText
{
    public static LabelSelector Parse(string text)
    {
        var tokens = new Queue<string>(Tokens(text));
        var requirements = new List<LabelRequirement>();
        while (tokens.Count > 0)
        {
            requirements.Add(Requirement(tokens));
            if (tokens.Count > 0 && tokens.Dequeue() is var comma && (comma != "," || tokens.Count == 0))
                throw Wrong(comma == "," ? "found '', expected: identifier after ','" : $"found '{comma}', expected: ',' or 'end of string'");
        }
        return new(requirements);
    }

    private static LabelRequirement Requirement(Queue<string> tokens)
    {
        var key = tokens.Dequeue();
        if (key == "!")
            return new(Identifier(tokens), LabelOperator.DoesNotExist, []);
        if (IsSymbol(key))
            throw Wrong($"found '{key}', expected: !, identifier, or 'end of string'");
        if (!tokens.TryPeek(out var op) || op == ",")
            return new(key, LabelOperator.Exists, []);
        tokens.Dequeue();
        return op switch
        {
            "=" or "==" => new(key, LabelOperator.In, [Value(tokens)]),
            "!=" => new(key, LabelOperator.NotIn, [Value(tokens)]),
            "in" => new(key, LabelOperator.In, Values(tokens)),
            "notin" => new(key, LabelOperator.NotIn, Values(tokens)),
            ">" => new(key, LabelOperator.Gt, [Value(tokens)]),
            "<" => new(key, LabelOperator.Lt, [Value(tokens)]),
            _ => throw Wrong($"found '{op}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private static string Identifier(Queue<string> tokens) =>
        tokens.TryDequeue(out var token) && !IsSymbol(token) ? token : throw Wrong($"found '{token}', expected: identifier");

    private static string Value(Queue<string> tokens) => !tokens.TryPeek(out var token) || token == "," ? "" : Identifier(tokens);

    private static List<string> Values(Queue<string> tokens)
    {
        if (!tokens.TryDequeue(out var open) || open != "(")
            throw Wrong($"found '{open}' expected: '('");
        var values = new List<string>();
        while (true)
        {
            var value = tokens.TryPeek(out var next) && next is "," or ")" ? "" : Identifier(tokens);
            values.Add(value);
            if (!tokens.TryDequeue(out var end) || end is not ("," or ")"))
                throw Wrong($"found '{end}', expected: ',' or ')'");
            if (end == ")")
                return values;
        }
    }

    private static IEnumerable<string> Tokens(string text)
    {
        var i = 0;
        while (i < text.Length)
        {
            if (char.IsWhiteSpace(text[i]))
                i++;
            else if (text.AsSpan(i).StartsWith("==") || text.AsSpan(i).StartsWith("!="))
            {
                yield return text.Substring(i, 2);
                i += 2;
            }
            else if (IsSymbol(text[i].ToString()))
                yield return text[i++].ToString();
            else
            {
                var start = i;
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && !IsSymbol(text[i].ToString()))
                    i++;
                yield return text[start..i];
            }
        }
    }

    private static bool IsSymbol(string token) => token is "!" or "," or "(" or ")" or "=" or "==" or "!=" or "<" or ">";

    private static Geofed.Model.KubeApiException Wrong(string why) => Failures.BadRequest($"unable to parse requirement: {why}");
}
