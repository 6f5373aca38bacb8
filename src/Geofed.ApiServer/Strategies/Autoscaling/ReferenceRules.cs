using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Autoscaling;

/// <summary>A reference to an object of whatever version (ValidateCrossVersionObjectReference).</summary>
internal static class ReferenceRules
{
    public static void Validate(JsonObject? reference, FieldErrors errors, string path)
    {
        foreach (var key in (string[])["kind", "name"])
        {
            var value = reference.Str(key) ?? "";
            if (value.Length == 0)
                errors.Required($"{path}.{key}");
            else if (Names.PathSegment(value) is { } wrong)
                errors.Invalid($"{path}.{key}", value, wrong);
        }
    }
}
