using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.Placement.Overriding;

/// <summary>A text in an object, named by a JSON pointer.</summary>
internal static class FieldPath
{
    /// <exception cref="OverrideException">There is no text at the path.</exception>
    public static string Text(JsonObject o, string path)
    {
        try
        {
            return JsonPointer.Find(o, path).Str() ?? throw new OverrideException($"the value at {path} is not a text");
        }
        catch (JsonPatchException e)
        {
            throw new OverrideException(e.Message, e);
        }
    }
}
