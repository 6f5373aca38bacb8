using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>What a field selector may name: at most eight scalars (pkg/apis/apiextensions/validation ValidateCustomResourceSelectableFields).</summary>
internal static class SelectableFieldRules
{
    private const int Limit = 8;

    public static void Check(JsonObject version, string path, FieldErrors errors)
    {
        var (i, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
        var schema = version.Obj("schema", "openAPIV3Schema") ?? [];
        foreach (var field in version.Objects("selectableFields"))
        {
            var (at, text) = ($"{path}[{i++}].jsonPath", field.Str("jsonPath") ?? "");
            if (text.Length == 0)
            {
                errors.Required(at);
                continue;
            }
            var (wrong, steps, found) = SchemaPaths.Find(text, schema, allowBrackets: false);
            if (wrong is not null)
            {
                errors.Invalid(at, text, $"is an invalid path: {wrong}");
                continue;
            }
            if (steps is ["metadata", ..])
                errors.Invalid(at, text, "must not point to fields in metadata");
            if (found.Str("type") is not ("string" or "boolean" or "integer"))
                errors.Invalid(at, text, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.");
            if (!seen.Add(string.Join('.', steps)))
                errors.Duplicate(at, text);
        }
        if (seen.Count > Limit)
            errors.TooMany(path, seen.Count, Limit);
    }
}
