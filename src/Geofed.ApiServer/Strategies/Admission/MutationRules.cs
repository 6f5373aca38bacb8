using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Admission;

/// <summary>The rules for what a policy changes (pkg/apis/admissionregistration/validation validateMutatingAdmissionPolicySpec).</summary>
internal static class MutationRules
{
    private static readonly (string Type, string Field, string Other)[] Patches = [("ApplyConfiguration", "applyConfiguration", "jsonPatch"), ("JSONPatch", "jsonPatch", "applyConfiguration")];

    public static void Validate(JsonObject? spec, FieldErrors errors)
    {
        var mutations = spec.Objects("mutations").ToList();
        if (mutations.Count == 0)
            errors.Required("spec.mutations", "mutations must contain at least one item");
        for (var i = 0; i < mutations.Count; i++)
            Mutation(mutations[i], errors, $"spec.mutations[{i}]");
        errors.OneOf(spec, "reinvocationPolicy", "spec", "IfNeeded", "Never");
    }

    private static void Mutation(JsonObject mutation, FieldErrors errors, string path)
    {
        errors.OneOf(mutation, "patchType", path, "ApplyConfiguration", "JSONPatch");
        foreach (var (type, field, other) in Patches.Where(p => p.Type == mutation.Str("patchType")))
        {
            if (mutation.Obj(field) is not { } patch)
                errors.Required($"{path}.{field}", $"must be specified when patchType is {type}");
            else if (string.IsNullOrWhiteSpace(patch.Str("expression")))
                errors.Required($"{path}.{field}.expression", "expression is not specified");
            if (mutation[other] is not null)
                errors.Invalid($"{path}.{other}", $"{{{other}}}", $"must not be specified when patchType is {type}");
        }
    }
}
