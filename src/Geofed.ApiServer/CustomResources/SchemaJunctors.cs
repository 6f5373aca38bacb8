using System.Text.Json.Nodes;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.CustomResources;

/// <summary>allOf, anyOf, oneOf and not (kube-openapi pkg/validation/validate/schema_props.go). What fails them as a whole has no field.</summary>
internal static class SchemaJunctors
{
    public const string NoField = "<nil>";

    public static void Check(JsonNode node, JsonObject schema, string path, FieldErrors errors, Correlation? before)
    {
        // What an int-or-string may be is checked with its type.
        if (schema.Bool("x-kubernetes-int-or-string") == true)
            return;
        if (Tried(node, schema, "anyOf", path, before) is { Count: > 0 } any && !any.Exists(e => !e.Any))
        {
            errors.Invalid(NoField, "", $"\"{path}\" must validate at least one schema (anyOf)");
            errors.AddRange(any.MinBy(e => e.Count)!.All);
        }
        if (Tried(node, schema, "oneOf", path, before) is { Count: > 0 } one && one.Count(e => !e.Any) is not 1 and var valid)
        {
            errors.Invalid(NoField, "", $"\"{path}\" must validate one and only one schema (oneOf). {(valid == 0 ? "Found none valid" : $"Found {valid} valid alternatives")}");
            if (valid == 0)
                errors.AddRange(one.MinBy(e => e.Count)!.All);
        }
        if (Tried(node, schema, "allOf", path, before) is { Count: > 0 } all && all.Exists(e => e.Any))
        {
            errors.Invalid(NoField, "", $"\"{path}\" must validate all the schemas (allOf){(all.TrueForAll(e => e.Any) ? ". None validated" : "")}");
            errors.AddRange(all.SelectMany(e => e.All));
        }
        if (schema.Obj("not") is { } not && !Try(node, not, path, before).Any)
            errors.Invalid(NoField, "", $"\"{path}\" must not validate the schema (not)");
    }

    private static List<FieldErrors> Tried(JsonNode node, JsonObject schema, string junctor, string path, Correlation? before) => [.. schema.Objects(junctor).Select(part => Try(node, part, path, before))];

    private static FieldErrors Try(JsonNode node, JsonObject schema, string path, Correlation? before)
    {
        var errors = new FieldErrors();
        SchemaRules.CheckBelow(node, schema, path, errors, before);
        return errors;
    }
}
