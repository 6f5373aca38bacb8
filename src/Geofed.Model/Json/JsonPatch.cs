using System.Text.Json.Nodes;

namespace Geofed.Model;

/// <summary>A JSON patch (RFC 6902) as Kubernetes applies it (github.com/evanphx/json-patch): a negative index counts from the end.</summary>
public static class JsonPatch
{
    /// <summary>The patched document; the ones given stay as they are.</summary>
    /// <exception cref="JsonPatchException">An operation is none, or does not fit the document.</exception>
    public static JsonNode? Apply(JsonNode? document, IEnumerable<JsonNode?> operations)
    {
        // A root of its own, so that the whole document may be replaced.
        var root = new JsonObject { [""] = document.Copy() };
        foreach (var operation in operations)
            Apply(root, operation);
        var result = root[""];
        root.Remove("");
        return result;
    }

    private static void Apply(JsonObject root, JsonNode? operation)
    {
        var path = JsonPointer.Parse(operation.Str("path"));
        switch (operation.Str("op"))
        {
            case "add":
                path.Add(root, operation.At("value").Copy());
                break;
            case "remove":
                path.Remove(root);
                break;
            case "replace":
                path.Replace(root, operation.At("value").Copy());
                break;
            case "move":
                path.Add(root, JsonPointer.Parse(operation.Str("from")).Remove(root));
                break;
            case "copy":
                path.Add(root, JsonPointer.Parse(operation.Str("from")).Find(root).Copy());
                break;
            case "test":
                if (!JsonNode.DeepEquals(path.FindOrNull(root), operation.At("value")))
                    throw new JsonPatchException($"the value at {path} is not what the patch tests for");
                break;
            default:
                throw new JsonPatchException($"\"{operation.Str("op")}\" is no operation of a JSON patch");
        }
    }
}

/// <summary>A patch is not one, or does not fit its document.</summary>
public sealed class JsonPatchException(string message) : Exception(message);
