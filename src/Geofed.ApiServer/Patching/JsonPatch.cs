using System.Globalization;
using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Patching;

/// <summary>RFC 6902.</summary>
public static class JsonPatch
{
    /// <summary>The patched document; the ones given stay as they are.</summary>
    /// <exception cref="KubeApiException">400 for what is no patch, 422 for one that does not fit the document.</exception>
    public static JsonNode? Apply(JsonNode doc, JsonNode patch)
    {
        if (patch is not JsonArray operations)
            throw new KubeApiException(400, "BadRequest", "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count > 10000)
            throw new KubeApiException(413, "RequestEntityTooLarge", $"Request entity too large: The allowed maximum operations in a JSON patch is 10000, got {operations.Count}");
        // A root of its own, so that the whole document may be replaced.
        var root = new JsonObject { ["r"] = doc.DeepClone() };
        foreach (var operation in operations)
            Apply(root, operation);
        var result = root["r"];
        root.Remove("r");
        return result;
    }

    private static void Apply(JsonObject root, JsonNode? operation)
    {
        var path = Pointer(operation.Str("path"));
        switch (operation.Str("op"))
        {
            case "add":
                Add(root, path, operation.At("value").Copy());
                break;
            case "remove":
                Remove(root, path);
                break;
            case "replace":
                Remove(root, path);
                Add(root, path, operation.At("value").Copy());
                break;
            case "move":
                Add(root, path, Remove(root, Pointer(operation.Str("from"))));
                break;
            case "copy":
                Add(root, path, Find(root, Pointer(operation.Str("from"))).Copy());
                break;
            case "test":
                if (!JsonNode.DeepEquals(Exists(root, path) ? Find(root, path) : null, operation.At("value")))
                    throw Rejected();
                break;
            default:
                throw Rejected();
        }
    }

    private static string[] Pointer(string? text) => text switch
    {
        null => throw Rejected(),
        "" => ["r"],
        _ when text[0] != '/' => throw Rejected(),
        _ => ["r", .. text[1..].Split('/').Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))],
    };

    private static bool Exists(JsonObject root, string[] path) => Parent(root, path) switch
    {
        JsonObject o => o.ContainsKey(path[^1]),
        JsonArray a => Index(path[^1], a.Count - 1) is >= 0,
        _ => false,
    };

    private static JsonNode? Parent(JsonNode? root, string[] path)
    {
        foreach (var key in path.AsSpan()[..^1])
        {
            root = root switch
            {
                JsonObject o when o.TryGetPropertyValue(key, out var child) => child,
                JsonArray a when Index(key, a.Count - 1) is { } i and >= 0 => a[i],
                _ => throw Rejected(),
            };
        }
        return root;
    }

    private static JsonNode? Find(JsonObject root, string[] path) => Parent(root, path) switch
    {
        JsonObject o when o.TryGetPropertyValue(path[^1], out var value) => value,
        JsonArray a when Index(path[^1], a.Count - 1) is { } i and >= 0 => a[i],
        _ => throw Rejected(),
    };

    private static void Add(JsonObject root, string[] path, JsonNode? value)
    {
        switch (Parent(root, path))
        {
            case JsonObject o:
                o[path[^1]] = value;
                break;
            case JsonArray a when path[^1] == "-":
                a.Add(value);
                break;
            case JsonArray a when Index(path[^1], a.Count) is { } i and >= 0:
                a.Insert(i, value);
                break;
            default:
                throw Rejected();
        }
    }

    private static JsonNode? Remove(JsonObject root, string[] path)
    {
        var value = Find(root, path);
        if (Parent(root, path) is JsonArray a)
            a.RemoveAt(Index(path[^1], a.Count - 1)!.Value);
        else
            ((JsonObject)Parent(root, path)!).Remove(path[^1]);
        return value;
    }

    private static int? Index(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i <= max ? i : null;

    /// <summary>kube-apiserver tells no more than this of a patch that does not fit.</summary>
    private static KubeApiException Rejected() => new(422, "Invalid", "the server rejected our request due to an error in our request", []);
}
