using System.Globalization;
using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>A place in a document (RFC 6901).</summary>
public sealed class JsonPointer
{
    private readonly string _text;
    private readonly string[] _keys;

    private JsonPointer(string text, string[] keys)
    {
        _text = text;
        _keys = keys;
    }

    public override string ToString() => _text;

    /// <exception cref="JsonPatchException">It does not begin with a slash.</exception>
    public static JsonPointer Parse(string? text) => text switch
    {
        "" => new("", [""]),
        ['/', ..] => new(text, [.. text.Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]),
        _ => throw new JsonPatchException($"\"{text}\" is no path: it must begin with /"),
    };

    /// <summary>What stands at a place of a document.</summary>
    /// <exception cref="JsonPatchException">There is nothing at this place.</exception>
    public static JsonNode? Find(JsonNode document, string text)
    {
        JsonNode? node = document;
        var pointer = Parse(text);
        return pointer._keys.Skip(1).All(key => TryChild(node, key, out node)) ? node : throw pointer.Missing();
    }

    /// <summary>Puts a value in the place of another.</summary>
    /// <exception cref="JsonPatchException">There is nothing at this place, or it is the document itself.</exception>
    public static void Replace(JsonNode document, string text, JsonNode? value)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0)
            throw new JsonPatchException("the document itself cannot be replaced in its place");
        Find(document, text);
        Put(Find(document, text[..slash]), Parse(text)._keys[^1], value);
    }

    // The other operations work below a root object whose only field, "", holds the document, so that the document itself can be replaced.

    internal JsonNode? Find(JsonObject root)
    {
        JsonNode? node = root;
        foreach (var key in _keys)
        {
            if (!TryChild(node, key, out node))
                throw Missing();
        }
        return node;
    }

    internal JsonNode? FindOrNull(JsonObject root)
    {
        JsonNode? node = root;
        return _keys.All(key => TryChild(node, key, out node)) ? node : null;
    }

    internal void Add(JsonObject root, JsonNode? value)
    {
        switch (Parent(root))
        {
            case JsonObject o:
                o[_keys[^1]] = value;
                break;
            case JsonArray a when _keys[^1] == "-":
                a.Add(value);
                break;
            case JsonArray a when Index(_keys[^1], a.Count + 1) is { } i:
                a.Insert(i, value);
                break;
            default:
                throw Missing();
        }
    }

    internal void Replace(JsonObject root, JsonNode? value)
    {
        Find(root);
        Put(Parent(root), _keys[^1], value);
    }

    internal JsonNode? Remove(JsonObject root)
    {
        var value = Find(root);
        if (Parent(root) is JsonArray a)
            a.RemoveAt(Index(_keys[^1], a.Count)!.Value);
        else
            Parent(root)!.AsObject().Remove(_keys[^1]);
        return value;
    }

    private static void Put(JsonNode? parent, string key, JsonNode? value)
    {
        if (parent is JsonArray a)
            a[Index(key, a.Count)!.Value] = value;
        else
            parent![key] = value;
    }

    private JsonNode? Parent(JsonObject root)
    {
        JsonNode? node = root;
        foreach (var key in _keys.AsSpan()[..^1])
        {
            if (!TryChild(node, key, out node))
                throw Missing();
        }
        return node;
    }

    private static bool TryChild(JsonNode? node, string key, out JsonNode? child)
    {
        child = null;
        if (node is JsonObject o)
            return o.TryGetPropertyValue(key, out child);
        if (node is not JsonArray a || Index(key, a.Count) is not { } i)
            return false;
        child = a[i];
        return true;
    }

    /// <summary>An index below the count; null for what is none.</summary>
    private static int? Index(string text, int count)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i))
            return null;
        i = i < 0 ? i + count : i;
        return i >= 0 && i < count ? i : null;
    }

    private JsonPatchException Missing() => new($"there is nothing at {_text}");
}
