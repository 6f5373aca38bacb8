using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies;

/// <summary>The rules for metadata.ownerReferences (apimachinery pkg/api/validation/objectmeta.go ValidateOwnerReferences).</summary>
internal static class OwnerReferenceRules
{
    public static void Validate(JsonObject? meta, FieldErrors errors, string path)
    {
        string? controller = null;
        foreach (var reference in meta.Objects("ownerReferences"))
        {
            var kind = GroupVersionKind.From(reference.Str("apiVersion") ?? "", reference.Str("kind") ?? "");
            if (kind.Version.Length == 0)
                errors.Invalid($"{path}.apiVersion", reference.Str("apiVersion") ?? "", "version must not be empty");
            if (kind.Kind.Length == 0)
                errors.Invalid($"{path}.kind", "", "must not be empty");
            if (string.IsNullOrEmpty(reference.Str("name")))
                errors.Invalid($"{path}.name", "", "must not be empty");
            if (string.IsNullOrEmpty(reference.Str("uid")))
                errors.Invalid($"{path}.uid", "", "must not be empty");
            if (kind is { Group: "", Version: "v1", Kind: "Event" })
                errors.Invalid(path, reference.Copy(), $"{kind.Group}/{kind.Version}, Kind={kind.Kind} is disallowed from being an owner");
            if (reference.Bool("controller") != true)
                continue;
            if (controller is not null)
                errors.Invalid(path, meta!["ownerReferences"],
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {reference.Str("name")}");
            controller ??= reference.Str("name");
        }
    }
}
