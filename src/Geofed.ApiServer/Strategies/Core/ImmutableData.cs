using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Core;

/// <summary>ConfigMaps and Secrets that were made immutable stay so, with their data.</summary>
internal static class ImmutableData
{
    private const string Text = "field is immutable when `immutable` is set";

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors, params string[] fields)
    {
        if (old.Bool("immutable") != true)
            return;
        if (obj.Bool("immutable") != true)
            errors.Forbidden("immutable", Text);
        foreach (var field in fields)
        {
            if (!JsonNavigation.Same(obj[field] ?? new JsonObject(), old[field] ?? new JsonObject()))
                errors.Forbidden(field, Text);
        }
    }
}
