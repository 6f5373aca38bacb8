using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Geofed.ApiServer.Hosting;

/// <summary>A text is no JSON, in the words of Go's encoding/json.</summary>
internal sealed class GoJsonException(string message) : Exception(message);

/// <summary>A document and the fields that stand in it more than once, in Kubernetes' words.</summary>
internal sealed record GoJsonDocument(JsonNode? Node, IReadOnlyList<string> Duplicates);

/// <summary>
/// Reads JSON as Go does: the last of several equal keys counts, each is told of, and what is wrong is said in Go's words, which is
/// what clients of Kubernetes know.
/// </summary>
internal ref struct GoJson
{
    private const int MaxDepth = 200;
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);
    private readonly ReadOnlySpan<byte> _text;
    private readonly List<string> _duplicates = [];
    /// <summary>The keys and, where there is none, the indices down to here.</summary>
    private readonly List<(string? Key, int Index)> _path = [];
    private int _at;
    private int _depth;

    private GoJson(ReadOnlySpan<byte> text) => _text = text;

    /// <exception cref="GoJsonException">It is no JSON, or nested too deep.</exception>
    public static GoJsonDocument Parse(ReadOnlySpan<byte> text)
    {
        var reader = new GoJson(text);
        var node = reader.Value("looking for beginning of value");
        reader.SkipSpace();
        if (reader._at < text.Length)
            throw reader.Unexpected("after top-level value");
        return new(node, reader._duplicates);
    }

    private JsonNode? Value(string where)
    {
        SkipSpace();
        switch (Peek())
        {
            case (byte)'{':
                return Object();
            case (byte)'[':
                return Array();
            case (byte)'"':
                return JsonValue.Create(Text());
            case (byte)'t':
                return Word("true", JsonValue.Create(true));
            case (byte)'f':
                return Word("false", JsonValue.Create(false));
            case (byte)'n':
                return Word("null", null);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return Number();
            default:
                throw Unexpected(where);
        }
    }

    private JsonObject Object()
    {
        Enter();
        var o = new JsonObject();
        SkipSpace();
        if (Peek() == '}')
        {
            Leave();
            return o;
        }
        while (true)
        {
            SkipSpace();
            if (Peek() != '"')
                throw Unexpected("looking for beginning of object key string");
            var key = Text();
            SkipSpace();
            if (Peek() != ':')
                throw Unexpected("after object key");
            _at++;
            _path.Add((key, 0));
            if (o.ContainsKey(key))
                _duplicates.Add($"duplicate field \"{Path()}\"");
            o[key] = Value("looking for beginning of value");
            _path.RemoveAt(_path.Count - 1);
            SkipSpace();
            if (Peek() == '}')
            {
                Leave();
                return o;
            }
            if (Peek() != ',')
                throw Unexpected("after object key:value pair");
            _at++;
        }
    }

    private JsonArray Array()
    {
        Enter();
        var a = new JsonArray();
        SkipSpace();
        if (Peek() == ']')
        {
            Leave();
            return a;
        }
        while (true)
        {
            _path.Add((null, a.Count));
            a.Add(Value("looking for beginning of value"));
            _path.RemoveAt(_path.Count - 1);
            SkipSpace();
            if (Peek() == ']')
            {
                Leave();
                return a;
            }
            if (Peek() != ',')
                throw Unexpected("after array element");
            _at++;
        }
    }

    private readonly string Path() =>
        string.Concat(_path.Select((step, i) => step.Key is not { } key ? $"[{step.Index}]" : i == 0 ? key : "." + key));

    private string Text()
    {
        var start = ++_at;
        var plain = _text[start..].IndexOfAny(NotPlain);
        if (plain >= 0 && _text[start + plain] == '"')
        {
            _at = start + plain + 1;
            return Encoding.UTF8.GetString(_text[start..(start + plain)]);
        }
        var text = new StringBuilder();
        while (true)
        {
            var c = Peek();
            if (c is >= 0x20 and not (byte)'"' and not (byte)'\\')
            {
                _at++;
                continue;
            }
            text.Append(Encoding.UTF8.GetString(_text[start.._at]));
            if (c < 0x20)
                throw Unexpected("in string literal");
            _at++;
            if (c == '"')
                return text.ToString();
            text.Append(Escape());
            start = _at;
        }
    }

    private char Escape()
    {
        var c = Peek();
        if (c != 'u')
        {
            var plain = (char)c switch { '"' => '"', '\\' => '\\', '/' => '/', 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => throw Unexpected("in string escape code") };
            _at++;
            return plain;
        }
        _at++;
        var code = 0;
        for (var i = 0; i < 4; i++, _at++)
        {
            var digit = Peek();
            if (!char.IsAsciiHexDigit((char)digit))
                throw Unexpected("in \\u hexadecimal character escape");
            code = (code << 4) + Convert.ToInt32(((char)digit).ToString(), 16);
        }
        return (char)code;
    }

    private JsonNode Number()
    {
        var start = _at;
        if (Peek() == '-')
            _at++;
        if (Peek() == '0')
            _at++;
        else
            Digits("in numeric literal");
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits("after decimal point in numeric literal");
        }
        if (_at < _text.Length && _text[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            if (Peek() is (byte)'+' or (byte)'-')
                _at++;
            Digits("in exponent of numeric literal");
        }
        var text = Encoding.ASCII.GetString(_text[start.._at]);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
            : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number)
            : throw new GoJsonException($"json: cannot unmarshal number {text} into Go value of type float64");
    }

    private void Digits(string where)
    {
        if (!char.IsAsciiDigit((char)Peek()))
            throw Unexpected(where);
        while (_at < _text.Length && char.IsAsciiDigit((char)_text[_at]))
            _at++;
    }

    private JsonNode? Word(string word, JsonNode? value)
    {
        for (var i = 0; i < word.Length; i++, _at++)
        {
            if (Peek() != word[i])
                throw Unexpected($"in literal {word} (expecting '{word[i]}')");
        }
        return value;
    }

    private void Enter()
    {
        _at++;
        if (++_depth > MaxDepth)
            throw new GoJsonException("exceeded max depth");
    }

    private void Leave()
    {
        _at++;
        _depth--;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _at++;
    }

    private readonly byte Peek() => _at < _text.Length ? _text[_at] : throw new GoJsonException("unexpected end of JSON input");

    private readonly GoJsonException Unexpected(string where)
    {
        // Go looks at bytes, and quotes each as the rune of that number.
        var c = (char)Peek();
        var shown = c switch { '\'' => "'\\''", '"' => "'\"'", _ => "'" + Strategies.FieldErrors.Quote(c.ToString())[1..^1] + "'" };
        if (c is >= (char)0x80 and < (char)0xa0)
            shown = $"'\\u{(int)c:x4}'";
        return new($"invalid character {shown} {where}");
    }
}
