using System.Text.Json.Nodes;
using Geofed.ApiServer.Patching;
using Geofed.ApiServer.Strategies;
using Geofed.Model;

namespace Geofed.ApiServer.Rest;

/// <summary>What a patch makes of an object (apiserver pkg/endpoints/handlers/patch.go). What is wrong with the result is told of the patch.</summary>
internal static class PatchedObject
{
    private const string NoArray = "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}";

    /// <summary>The patched object, read as its kind.</summary>
    public static JsonObject Make(ServedResource resource, PatchKind kind, JsonObject old, JsonNode patch, RequestContext context)
    {
        var next = Raw(resource, kind, old, patch);
        string[] unknown;
        try
        {
            unknown = [.. context.Duplicates.Select(d => kind == PatchKind.Json ? "json patch " + d : d), .. ObjectReader.Decode(resource, next)];
        }
        catch (KubeApiException e) when (e.Code == 400)
        {
            throw Invalid(Shown(), e.Message[(e.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        }
        if (unknown.Length > 0 && context.FieldValidation == "Strict")
            throw Invalid(Shown(), ObjectReader.StrictError(unknown));
        if (context.FieldValidation == "Warn")
            context.Warnings.AddRange(unknown);
        return next;

        string Shown() => kind == PatchKind.Strategic ? GoText.Print(patch) : Raw(resource, kind, old, patch).ToText();
    }

    /// <summary>The patched document as it is.</summary>
    public static JsonObject Raw(ServedResource resource, PatchKind kind, JsonObject old, JsonNode patch)
    {
        var made = kind switch
        {
            PatchKind.Json => JsonPatches.Apply(old, patch),
            PatchKind.Merge => MergePatch.Apply(old, patch as JsonObject ?? throw Failures.BadRequest(NoArray)),
            _ when resource.IsCustom => throw new KubeApiException(415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"),
            _ => StrategicMergePatch.Apply(old, patch as JsonObject ?? throw Failures.BadRequest(NoArray), resource.SchemaOrAny),
        };
        return made as JsonObject ?? throw Failures.BadRequest("the patch does not make an object");
    }

    private static KubeApiException Invalid(string shown, string why)
    {
        var errors = new FieldErrors();
        errors.Invalid("patch", shown, why);
        return errors.ToException(new("", "", ""), "");
    }
}
