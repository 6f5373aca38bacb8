using System.Text.Json.Nodes;
using Geofed.Model;

namespace Geofed.ApiServer.Strategies.Certificates;

/// <summary>The rules for what is said of a request (pkg/apis/certificates/validation validateConditions, validateCertificateSigningRequestUpdate).</summary>
internal static class ApprovalRules
{
    private const string Path = "status.conditions";

    public static void Validate(JsonObject obj, JsonObject old, FieldErrors errors, bool mayApprove)
    {
        Each(obj, errors);
        foreach (var type in (string[])["Approved", "Denied", "Failed"])
        {
            if (Of(obj, type).Count < Of(old, type).Count)
                errors.Forbidden(Path, $"updates may not remove a condition of type {FieldErrors.Quote(type)}");
        }
        foreach (var type in mayApprove ? [] : (string[])["Approved", "Denied"])
        {
            var (now, before) = (Of(obj, type), Of(old, type));
            if (now.Count > before.Count)
                errors.Forbidden(Path, $"updates may not add a condition of type {FieldErrors.Quote(type)}");
            else if (now.Count == before.Count && !JsonNavigation.Same(now, before))
                errors.Forbidden(Path, $"updates may not modify a condition of type {FieldErrors.Quote(type)}\n{InternalDifference.Of(before, now)}");
        }
    }

    private static void Each(JsonObject obj, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var condition in obj.Objects("status", "conditions"))
        {
            var (path, type) = ($"{Path}[{i++}]", condition.Str("type") ?? "");
            errors.RequireText(condition, "type", path);
            errors.OneOf(condition, "status", path, type is "Approved" or "Denied" or "Failed" ? ["True"] : ["False", "True", "Unknown"]);
            if ((type == "Approved" && seen.Contains("Denied")) || (type == "Denied" && seen.Contains("Approved")))
                errors.Invalid($"{path}.type", type, "Approved and Denied conditions are mutually exclusive");
            if (!seen.Add(type))
                errors.Duplicate($"{path}.type", type);
        }
    }

    /// <summary>All conditions of a type, as their internal type has them.</summary>
    private static JsonArray Of(JsonObject obj, string type) =>
        [.. obj.Objects("status", "conditions").Where(c => c.Str("type") == type).Select(c => InternalText.Of("CertificateSigningRequestCondition", c))];
}
