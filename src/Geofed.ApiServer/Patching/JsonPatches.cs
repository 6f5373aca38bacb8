using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Patching;

/// <summary>JSON patches that requests bring, with kube-apiserver's refusals.</summary>
public static class JsonPatches
{
    private const int MaxOperations = 10000;

    /// <summary>The patched document; the ones given stay as they are.</summary>
    /// <exception cref="KubeApiException">400 for what is no patch, 422 for one that does not fit the document.</exception>
    public static JsonNode? Apply(JsonNode doc, JsonNode patch)
    {
        if (patch is not JsonArray operations)
            throw new KubeApiException(400, "BadRequest", "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count > MaxOperations)
            throw new KubeApiException(413, "RequestEntityTooLarge", $"Request entity too large: The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}");
        try
        {
            return JsonPatch.Apply(doc, operations);
        }
        catch (JsonPatchException)
        {
            // kube-apiserver tells no more than this.
            throw new KubeApiException(422, "Invalid", "the server rejected our request due to an error in our request", []);
        }
    }
}
